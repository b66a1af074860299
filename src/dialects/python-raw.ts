import { mintRaw, type RawProblem } from '../core/raw.ts';
import { python } from './python.ts';

/** Statements of the user's own, at the level of a file. */
export const raw = mintRaw(python.name, check);

function check(lines: readonly string[]): RawProblem | null {
  const open: { readonly bracket: string; readonly index: number }[] = [];
  let hasStatement = false;
  for (const [index, line] of lines.entries()) {
    const text = line.replace(/^[ \t]+/, '');
    if (text === '' || text.startsWith('#')) continue;
    if (!hasStatement && text !== line) return { index, why: 'its first line is indented' };
    hasStatement = true;
    let rest = text;
    while (rest !== '' && !rest.startsWith('#')) {
      if (/^("""|''')/.test(rest)) return { index, why: 'a string may go on in the next line' };
      const [piece] = PIECE.exec(rest) ?? [];
      if (piece === undefined)
        return { index, why: 'a string or a backslash does not end in its line' };
      if (OPENING.includes(piece)) open.push({ bracket: piece, index });
      else if (
        CLOSING.includes(piece) &&
        OPENING.indexOf(open.pop()?.bracket ?? ' ') !== CLOSING.indexOf(piece)
      )
        return { index, why: `its "${piece}" closes nothing` };
      rest = rest.slice(piece.length);
    }
  }
  const [first] = open;
  return first === undefined
    ? null
    : { index: first.index, why: `its "${first.bracket}" does not end` };
}

const OPENING = '([{';
const CLOSING = ')]}';
const PIECE = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[([{)\]}]|[^"'\\#([{)\]}]+)/;
