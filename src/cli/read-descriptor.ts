import { isUtf8 } from 'node:buffer';
import { readFile } from 'node:fs/promises';

import { buffer } from 'node:stream/consumers';
import type { Diagnostic } from '../core/diagnostic.ts';
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
  const bytes = path === '-' ? await buffer(process.stdin) : await readBytes(path);
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
  try {
    return await readFile(path);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UsageError(`cannot read ${path}: ${READ_ERRORS[code ?? ''] ?? message}`);
  }
}

const READ_ERRORS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file (name the descriptor, or run where deploy.yaml is)',
  EISDIR: 'it is a folder',
  EACCES: 'permission denied',
};
