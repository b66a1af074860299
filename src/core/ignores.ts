import type { Range } from './diagnostic.ts';
import { type Lexeme, lexemes } from './lexemes.ts';
import { textRange } from './text-range.ts';

/** One comment `# deploygen-ignore RULE, RULE: reason`. */
export interface Ignore {
  readonly codes: readonly { readonly code: string; readonly range: Range }[];
  readonly reason: string;
  /** The whole comment. */
  readonly range: Range;
  /** The line that it speaks of: its own, or the one below if it stands alone. */
  readonly line: number;
  /** The last line of the block of text that begins there, within which a comment would be text; the same line otherwise. */
  readonly lastLine: number;
}

/** The comments of a YAML text that ask for silence. */
export function readIgnores(text: string): readonly Ignore[] {
  const source = text.replace(/^\uFEFF/, '');
  if (!source.includes('deploygen-ignore')) return [];
  const toRange = textRange(source);
  const commentLines = new Set<number>();
  const asked: { readonly lexeme: Lexeme; readonly isAlone: boolean }[] = [];
  const blockEnds = new Map<number, number>();
  for (const lexeme of lexemes(source)) {
    if (lexeme.kind === 'block-scalar') {
      const { start, end } = toRange(lexeme.offset, lexeme.offset + lexeme.text.trimEnd().length);
      blockEnds.set(start.line - 1, end.line);
    }
    if (lexeme.kind !== 'comment') continue;
    const lineStart = source.lastIndexOf('\n', lexeme.offset - 1) + 1;
    const isAlone = source.slice(lineStart, lexeme.offset).trim() === '';
    if (isAlone) commentLines.add(toRange(lexeme.offset, lexeme.offset).start.line);
    if (PATTERN.test(lexeme.text)) asked.push({ lexeme, isAlone });
  }
  return asked.map(({ lexeme, isAlone }) => {
    const { text, offset } = lexeme;
    const range = toRange(offset, offset + text.trimEnd().length);
    let { line } = range.start;
    // Further comments may stand between it and what it speaks of.
    if (isAlone) while (commentLines.has(line)) line++;
    const lastLine = blockEnds.get(line) ?? line;
    const read = readComment(text, (from, to) => toRange(offset + from, offset + to));
    return { ...read, range, line, lastLine };
  });
}

const PATTERN = /^#[ \t]*deploygen-ignore(?![\w-])/;

function readComment(
  text: string,
  toRange: (from: number, to: number) => Range,
): Pick<Ignore, 'codes' | 'reason'> {
  const start = PATTERN.exec(text)?.[0].length ?? 0;
  const colon = text.indexOf(':', start);
  const end = colon === -1 ? text.length : colon;
  const words = text.slice(start, end).matchAll(/[^,\s][^,]*/g);
  return {
    codes: [...words].map(({ 0: word, index }) => {
      const code = word.trimEnd();
      return { code, range: toRange(start + index, start + index + code.length) };
    }),
    reason: colon === -1 ? '' : text.slice(colon + 1).trim(),
  };
}
