import { join } from 'node:path';
import type { GeneratedFile } from '../core/render.ts';
import { fileError } from './file-error.ts';
import { makeFolder } from './make-folder.ts';
import { replaceFiles } from './replace-files.ts';

/**
 * Writes files into a folder, which is made if it is not there. A failure leaves the old files as they were.
 *
 * @throws UsageError if the folder cannot be written
 */
export async function writeFiles(
  directory: string,
  files: readonly GeneratedFile[],
): Promise<void> {
  try {
    await makeFolder(directory);
    await replaceFiles(files.map(({ name, text }) => ({ path: join(directory, name), text })));
  } catch (error) {
    throw fileError('write into', directory, error);
  }
}
