import { lstat, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { GeneratedFile } from '../core/render.ts';
import { UsageError } from './exit-code.ts';
import { makeFolder } from './make-folder.ts';

/**
 * Writes files into a folder, which is made if it is not there. Each is written beside its place first and then renamed, and
 * none is renamed before all are written: a failure leaves the old files as they were.
 *
 * @throws UsageError if the folder cannot be written
 */
export async function writeFiles(
  directory: string,
  files: readonly GeneratedFile[],
): Promise<void> {
  const written: { readonly temporary: string; readonly path: string }[] = [];
  try {
    await makeFolder(directory);
    for (const { name, text } of files) {
      const path = join(directory, name);
      const temporary = join(directory, `.${name}.${process.pid}.tmp`);
      written.push({ temporary, path });
      const file = await open(temporary, 'wx');
      try {
        await file.writeFile(text);
        await file.sync();
      } finally {
        await file.close();
      }
    }
    for (const { path } of written) await refuseFolder(path);
    for (const { temporary, path } of written) await rename(temporary, path);
  } catch (error) {
    for (const { temporary } of written) await rm(temporary, { force: true });
    throw new UsageError(`cannot write into ${directory}: ${(error as Error).message}`);
  }
}

/** A file cannot take the place of a folder, and should not be the one to find out after others are renamed. */
async function refuseFolder(path: string): Promise<void> {
  try {
    if ((await lstat(path)).isDirectory()) throw new Error(`${path} is a folder`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
