import { type Edit, editScript } from './edit-script.ts';

/** One side of a diff: a text, and what to call it. */
export interface Side {
  readonly name: string;
  readonly text: string;
}

const CONTEXT = 3;

/** What leads from one text to another, as `diff -u` and `git apply` have it; empty where they are the same. */
export function unifiedDiff(before: Side, after: Side): string {
  if (before.text === after.text) return '';
  const edits = editScript(toLines(before.text), toLines(after.text));
  const hunks = toHunks(edits).map(writeHunk);
  return `--- ${before.name}\n+++ ${after.name}\n${hunks.join('')}`;
}

/** Lines with their ends, so that a last line without one is another line. */
function toLines(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

interface Hunk {
  /** How many lines of each text lie before it. */
  readonly oldBefore: number;
  readonly newBefore: number;
  readonly edits: readonly Edit[];
}

function toHunks(edits: readonly Edit[]): readonly Hunk[] {
  const changed = edits.flatMap(({ kind }, index) => (kind === ' ' ? [] : [index]));
  const spans: { from: number; to: number }[] = [];
  for (const index of changed) {
    const last = spans.at(-1);
    const from = Math.max(0, index - CONTEXT);
    const to = Math.min(edits.length, index + CONTEXT + 1);
    if (last !== undefined && from <= last.to) last.to = to;
    else spans.push({ from, to });
  }
  return spans.map(({ from, to }) => ({
    oldBefore: count(edits.slice(0, from), '+'),
    newBefore: count(edits.slice(0, from), '-'),
    edits: edits.slice(from, to),
  }));
}

/** How many lines there are on the side that does not have those of this kind. */
function count(edits: readonly Edit[], other: '+' | '-'): number {
  return edits.filter(({ kind }) => kind !== other).length;
}

function writeHunk({ oldBefore, newBefore, edits }: Hunk): string {
  const oldSpan = span(oldBefore, count(edits, '+'));
  const newSpan = span(newBefore, count(edits, '-'));
  const lines = edits.map(({ kind, line }) =>
    line.endsWith('\n') ? kind + line : `${kind}${line}\n\\ No newline at end of file\n`,
  );
  return `@@ -${oldSpan} +${newSpan} @@\n${lines.join('')}`;
}

/** An empty span is named by the line before it. */
function span(before: number, length: number): string {
  const start = length === 0 ? before : before + 1;
  return length === 1 ? String(start) : `${start},${length}`;
}
