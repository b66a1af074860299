import type { Diagnostic } from '../core/diagnostic.ts';

/** Wraps a piece of text in a style, or leaves it as it is. */
export type Paint = (style: 'bold' | 'dim' | Diagnostic['severity'], text: string) => string;

export const plain: Paint = (_style, text) => text;

const ANSI = { bold: '1', dim: '2', error: '31', warning: '33', note: '36' } as const;

export const colored: Paint = (style, text) => `\x1b[${ANSI[style]}m${text}\x1b[0m`;

/**
 * One block for each diagnostic: `path:line:column: severity: message [code]`, the line with its mistake marked, the remedy.
 *
 * @param sources texts of the files by path, for the frames
 */
export function pretty(
  diagnostics: readonly Diagnostic[],
  sources: ReadonlyMap<string, string>,
  paint: Paint = plain,
): string {
  const lines = new Map<string, readonly string[]>();
  for (const [path, source] of sources) {
    lines.set(path, source.replace(/^\uFEFF/, '').split(/\r?\n/));
  }
  return diagnostics
    .map((diagnostic) => block(diagnostic, lines.get(diagnostic.path) ?? [], paint))
    .join('\n');
}

function block(diagnostic: Diagnostic, source: readonly string[], paint: Paint): string {
  const { path, range, severity, message, code, help, diff } = diagnostic;
  const { line, column } = range.start;
  const place = paint('bold', `${printable(path)}:${line}:${column}:`);
  const label = paint(severity, `${severity}:`);
  const text = paint('bold', printable(message));
  const lines = [`${place} ${label} ${text} ${paint('dim', `[${code}]`)}`];
  const frame = diff === undefined ? frameOf(range, source, (text) => paint(severity, text)) : null;
  const gutter = ' '.repeat(String(line).length);
  const bar = paint('dim', '|');
  if (frame !== null) {
    lines.push(
      `${gutter} ${bar}`,
      `${line} ${bar} ${frame.text}`,
      `${gutter} ${bar} ${frame.mark}`,
    );
  }
  if (help !== undefined) lines.push(`${gutter} ${paint('dim', '=')} help: ${printable(help)}`);
  if (diff !== undefined) lines.push(paintDiff(diff, paint));
  return `${lines.join('\n')}\n`;
}

/** A unified diff for people, without the newline at its end: nothing in it that a terminal would take for a command. */
export function paintDiff(diff: string, paint: Paint): string {
  return diff
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => {
      const text = line.replace(CONTROL, (found) => (found === '\t' ? found : '\uFFFD'));
      const style = DIFF_STYLES[line[0] ?? ''];
      return style === undefined ? text : paint(style, text);
    })
    .join('\n');
}

const DIFF_STYLES: Readonly<Record<string, 'error' | 'note' | 'dim'>> = {
  '-': 'error',
  '+': 'note',
  '@': 'dim',
};

/** One line, and nothing that a terminal would take for a command. */
function printable(text: string): string {
  return text.replace(CONTROL, (character) => {
    const code = character.charCodeAt(0).toString(16).padStart(2, '0');
    return `\\x${code}`;
  });
}

const CONTROL = /[\0-\x1f\x7f-\x9f]/g;

// Longer lines are cut around the mistake: a frame is there to be read.
const WIDEST_FRAME = 120;

function frameOf(
  { start, end }: Diagnostic['range'],
  source: readonly string[],
  paintMark: (text: string) => string,
): { readonly text: string; readonly mark: string } | null {
  const whole = source[start.line - 1];
  if (whole === undefined || whole.trim() === '') return null;
  const offset = Math.max(0, start.column - WIDEST_FRAME / 2);
  // One character for one, so that the mark stays below its text.
  const text = whole
    .slice(offset, offset + WIDEST_FRAME)
    .replace(CONTROL, (character) => (character === '\t' ? character : '\uFFFD'));
  const from = start.column - 1 - offset;
  const to = end.line === start.line ? end.column - 1 - offset : text.length;
  const lead = text.slice(0, from).replace(/[^\t]/g, ' ');
  const width = Math.max(1, Math.min(to, text.length) - from);
  return { text, mark: lead + paintMark('^'.repeat(width)) };
}
