/** The shape of a Python file: its statements, in which every string, number and imported name is x. Brackets join lines. */
export function readPython(text: string): readonly string[] {
  const found: string[] = [];
  let statement = '';
  let depth = 0;
  let rest = text;
  while (rest !== '') {
    const [piece] = PIECE.exec(rest) ?? [];
    if (piece === undefined) throw new SyntaxError(`python: ${rest.slice(0, 80)}`);
    rest = rest.slice(piece.length);
    if (/^[([{]$/.test(piece)) depth += 1;
    if (/^[)\]}]$/.test(piece)) depth -= 1;
    if (piece === '\n' && depth === 0) {
      found.push(statement);
      statement = '';
    } else if (/^["']/.test(piece)) statement += 'x';
    else if (!piece.startsWith('#')) statement += piece === '\n' ? ' ' : piece;
  }
  if (depth !== 0) throw new SyntaxError('python: a bracket does not end');
  return [...found, statement]
    .filter((one) => one.trim() !== '')
    .map((one) =>
      one
        .replace(/^from [\w.]+ import [\w.]+/, 'from x import x')
        .replace(/\b(?:0o[0-7]+|\d+)\b/g, 'x')
        .replace(/[ \t]+$/, ''),
    );
}

const PIECE =
  /^(?:"""[\s\S]*?"""|'''[\s\S]*?'''|"(?!"")(?:[^"\\\n]|\\[\s\S])*"|'(?!'')(?:[^'\\\n]|\\[\s\S])*'|#[^\n]*|\\\n|[([{)\]}\n]|[^"'#\\([{)\]}\n]+)/;
