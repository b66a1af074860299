/** One line of a comparison: in both texts, only in the old one, or only in the new one. */
export interface Edit {
  readonly kind: ' ' | '-' | '+';
  readonly line: string;
}

// Texts that differ in more lines than this have little in common that anybody would look for.
const MOST_EDITS = 2000;

/** The fewest lines to take out and put in (Myers, "An O(ND) Difference Algorithm and Its Variations", 1986). */
export function editScript(before: readonly string[], after: readonly string[]): readonly Edit[] {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before.at(-1 - end) === after.at(-1 - end)) end++;
  const removed = before.slice(start, before.length - end);
  const added = after.slice(start, after.length - end);
  return [
    ...marked(' ', before.slice(0, start)),
    ...(shortest(removed, added) ?? [...marked('-', removed), ...marked('+', added)]),
    ...marked(' ', before.slice(before.length - end)),
  ];
}

function marked(kind: Edit['kind'], lines: readonly string[]): readonly Edit[] {
  return lines.map((line) => ({ kind, line }));
}

/** Null where it would take too many edits. */
function shortest(before: readonly string[], after: readonly string[]): readonly Edit[] | null {
  // For each number of edits, how far into `before` each diagonal reaches.
  const reaches: Map<number, number>[] = [];
  let reach = new Map([[1, 0]]);
  for (let edits = 0; edits <= Math.min(before.length + after.length, MOST_EDITS); edits++) {
    reaches.push(reach);
    const next = new Map<number, number>();
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      let x = entry(reach, diagonal, edits);
      let y = x - diagonal;
      while (x < before.length && y < after.length && before[x] === after[y]) {
        x++;
        y++;
      }
      next.set(diagonal, x);
      if (x >= before.length && y >= after.length) return trace(reaches, before, after);
    }
    reach = next;
  }
  return null;
}

type Reach = ReadonlyMap<number, number>;

/** How far into `before` one is when a diagonal is entered. */
function entry(reach: Reach, diagonal: number, edits: number): number {
  return isEnteredFromAbove(reach, diagonal, edits)
    ? (reach.get(diagonal + 1) ?? 0)
    : (reach.get(diagonal - 1) ?? 0) + 1;
}

/** From above: by a line put in; otherwise from the left, by a line taken out. */
function isEnteredFromAbove(reach: Reach, diagonal: number, edits: number): boolean {
  const left = reach.get(diagonal - 1) ?? -1;
  const above = reach.get(diagonal + 1) ?? -1;
  return diagonal === -edits || (diagonal !== edits && left < above);
}

function trace(
  reaches: readonly Reach[],
  before: readonly string[],
  after: readonly string[],
): readonly Edit[] {
  const script: Edit[] = [];
  let x = before.length;
  let y = after.length;
  for (let edits = reaches.length - 1; edits >= 0; edits--) {
    const reach = reaches[edits] ?? new Map();
    const diagonal = x - y;
    const from = entry(reach, diagonal, edits);
    while (x > from && y > from - diagonal) {
      x--;
      y--;
      script.push({ kind: ' ', line: before[x] ?? '' });
    }
    if (edits === 0) break;
    if (isEnteredFromAbove(reach, diagonal, edits)) {
      y--;
      script.push({ kind: '+', line: after[y] ?? '' });
    } else {
      x--;
      script.push({ kind: '-', line: before[x] ?? '' });
    }
  }
  return script.reverse();
}
