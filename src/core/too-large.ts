import { byteLength } from './byte-string.ts';
import type { Diagnostic } from './diagnostic.ts';

/** Nobody writes a descriptor of this size; what is larger is another file, and is not parsed. */
export const MAX_BYTES = 1024 * 1024;

/** What to say about a text of more than a megabyte; null: it is none. */
export function checkSize(text: string, path: string): Diagnostic | null {
  const isLarge = text.length > MAX_BYTES || byteLength(text) > MAX_BYTES;
  return isLarge ? tooLarge(path) : null;
}

export function tooLarge(path: string): Diagnostic {
  const start = { line: 1, column: 1 };
  return {
    code: 'yaml-too-large',
    severity: 'error',
    message: 'the descriptor is larger than 1 MB',
    help: 'is it the right file?',
    path,
    range: { start, end: start },
  };
}
