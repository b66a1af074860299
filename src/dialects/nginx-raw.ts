import { mintRaw, type RawProblem } from '../core/raw.ts';
import { nginx } from './nginx.ts';

/** Directives of the user's own: whole ones, with blocks that are closed. */
export const raw = mintRaw(nginx.name, check);

/** Follows ngx_conf_read_token(), line by line. */
function check(lines: readonly string[]): RawProblem | null {
  const blocks: number[] = [];
  let statement: number | null = null;
  for (const [index, line] of lines.entries()) {
    let at = 0;
    while (at < line.length) {
      const piece = pieceAt(line, at);
      if (typeof piece !== 'string') return { index, ...piece };
      at += piece.length;
      if (/^[ \t#]/.test(piece)) continue;
      if (piece === '}') {
        if (statement !== null) return { index, why: 'a ";" is missing before the "}"' };
        if (blocks.pop() === undefined)
          return { index, why: 'it closes a block that is not its own' };
      } else if (piece === ';' || piece === '{') {
        if (statement === null) return { index, why: `no directive stands before the "${piece}"` };
        if (piece === '{') blocks.push(statement);
        statement = null;
      } else if (statement === null && piece.endsWith('_by_lua_block')) {
        return { index, why: 'what is code and what is configuration cannot be told: name a file' };
      } else statement ??= index;
    }
  }
  if (statement !== null) return { index: statement, why: 'its ";" is missing' };
  const open = blocks.at(-1);
  return open === undefined ? null : { index: open, why: 'its block is not closed' };
}

function pieceAt(line: string, at: number): string | { readonly why: string } {
  const pattern = /^["']/.test(line.charAt(at)) ? STRING : PIECE;
  pattern.lastIndex = at;
  const piece = pattern.exec(line)?.[0];
  // Raw text is indented, which would put blanks into what goes on in the next line.
  if (piece === undefined) return { why: 'a string or an escape does not end in its line' };
  const next = line.charAt(at + piece.length);
  if (pattern !== STRING || /^[ \t;{)]?$/.test(next)) return piece;
  return { why: 'nothing may stand directly after a string' };
}

const STRING = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'/y;
// A "{" after a "$" is part of a word, and so are quotes, "}" and "#" in the middle of one.
const PIECE = /[ \t]+|#.*|[;{}]|(?:\\.|\$\{*|[^ \t;{\\$])+/y;
