import { isUtf8 } from 'node:buffer';
import { closeSync, constants, openSync, readSync } from 'node:fs';
import type { Diagnostic } from '../core/diagnostic.ts';
import { MAX_BYTES, tooLarge } from '../core/too-large.ts';
import { UsageError } from './exit-code.ts';
import { fileError, refusePipe } from './file-error.ts';

export type Read =
  | { readonly ok: true; readonly source: string }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/**
 * Reads a descriptor from a file, or from standard input for "-".
 *
 * @param missing what to do where it is not there
 * @throws UsageError if there is nothing to read
 */
export async function readDescriptor(
  path: string,
  missing = 'name the descriptor, or run where deploy.yaml is',
): Promise<Read> {
  const bytes = await readBytes(path, missing);
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

async function readBytes(path: string, missing: string): Promise<Buffer> {
  if (path === '-' && process.stdin.readableEnded) throw new UsageError(READ_ONCE);
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
    throw fileError('read', path === '-' ? 'standard input' : path, error, missing);
  }
  return Buffer.concat(chunks);
}

const READ_ONCE = 'standard input can be read only once: write one of the two into a file';

/** Without a stream, which would cost more than all the reading. */
function* chunksOf(path: string): Generator<Buffer> {
  // Whoever opens a named pipe waits for a writer, unless told not to. The pipes of a shell, <(...), are open already.
  const isOpen = /^\/(dev|proc)\//.test(path);
  const file = openSync(path, isOpen ? 'r' : constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    for (let isFirst = true; ; isFirst = false) {
      const chunk = Buffer.allocUnsafe(65_536);
      const count = readSync(file, chunk);
      if (count === 0 && isFirst) refusePipe(path);
      if (count === 0) return;
      yield chunk.subarray(0, count);
    }
  } finally {
    closeSync(file);
  }
}
