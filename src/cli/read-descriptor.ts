import { isUtf8 } from 'node:buffer';
import { closeSync, openSync, readSync } from 'node:fs';
import type { Diagnostic } from '../core/diagnostic.ts';
import { MAX_BYTES, tooLarge } from '../core/too-large.ts';
import { UsageError } from './exit-code.ts';

export type Read =
  | { readonly ok: true; readonly source: string }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/**
 * Reads a descriptor from a file, or from standard input for "-".
 *
 * @throws UsageError if there is nothing to read
 */
export async function readDescriptor(path: string): Promise<Read> {
  const bytes = await readBytes(path);
  if (bytes.length > MAX_BYTES) return { ok: false, diagnostics: [tooLarge(path)] };
  if (isUtf8(bytes) && !bytes.includes(0)) return { ok: true, source: bytes.toString('utf8') };
  const start = { line: 1, column: 1 };
  const problem: Diagnostic = {
    code: 'yaml-encoding',
    severity: 'error',
    message: 'the descriptor is not text in UTF-8',
    help: 'save it as UTF-8',
    path,
    range: { start, end: start },
  };
  return { ok: false, diagnostics: [problem] };
}

async function readBytes(path: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of path === '-' ? process.stdin : chunksOf(path)) {
      chunks.push(chunk);
      length += chunk.length;
      // Just enough to see that it is too large: a device may be endless.
      if (length > MAX_BYTES) break;
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const name = path === '-' ? 'standard input' : path;
    throw new UsageError(`cannot read ${name}: ${READ_ERRORS[code ?? ''] ?? message}`);
  }
  return Buffer.concat(chunks);
}

/** Without a stream, which would cost more than all the reading. */
function* chunksOf(path: string): Generator<Buffer> {
  const file = openSync(path, 'r');
  try {
    for (;;) {
      const chunk = Buffer.allocUnsafe(65_536);
      const count = readSync(file, chunk);
      if (count === 0) return;
      yield chunk.subarray(0, count);
    }
  } finally {
    closeSync(file);
  }
}

const READ_ERRORS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file (name the descriptor, or run where deploy.yaml is)',
  EISDIR: 'it is a folder',
  EACCES: 'permission denied',
};
