import { readFile } from 'node:fs/promises';
import type { Answer } from '../../core/answer.ts';
import { type ByteString, toByteString } from '../../core/byte-string.ts';

/** What the file of a static answer holds; null if there is none, or it is a folder. */
export async function contentOf(answer: Answer): Promise<ByteString | null> {
  if (answer.kind !== 'file' || answer.path.includes('\0') || answer.path.endsWith('/'))
    return null;
  try {
    return toByteString(await readFile(Buffer.from(answer.path, 'latin1'), 'utf8'));
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (['ENOENT', 'EISDIR', 'ENOTDIR', 'ENAMETOOLONG'].includes(code)) return null;
    throw error;
  }
}
