import { LineCounter } from 'yaml';
import type { Position, Range } from './diagnostic.ts';

/** A function from offsets of a text to the range between them. */
export function textRange(source: string): (from: number, to: number) => Range {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (const { index } of source.matchAll(/\n/g)) lines.addNewLine(index + 1);
  const position = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  return (from, to) => ({ start: position(from), end: position(to) });
}
