/** The candidate within two edits (Damerau-Levenshtein) of a word, if any: "did you mean". */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  let best: { readonly name: string; readonly distance: number } | undefined;
  for (const name of candidates) {
    if (Math.abs(name.length - word.length) > 2) continue;
    const distance = editDistance(word, name);
    if (distance <= 2 && distance < name.length && distance < (best?.distance ?? 3)) {
      best = { name, distance };
    }
  }
  return best?.name;
}

/** Insertions, deletions, replacements, and swaps of neighbours, each one edit. */
function editDistance(a: string, b: string): number {
  let twoBack: number[] = [];
  let back = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const cost = a[row - 1] === b[column - 1] ? 0 : 1;
      let least = Math.min(
        (back[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (back[column - 1] ?? 0) + cost,
      );
      if (a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        least = Math.min(least, (twoBack[column - 2] ?? least) + 1);
      }
      current.push(least);
    }
    twoBack = back;
    back = current;
  }
  return back[b.length] ?? a.length;
}
