import type { Stats } from 'node:fs';
import { lstat, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileError } from './file-error.ts';
import { isAlive } from './process-mark.ts';

export interface Replacement {
  readonly path: string;
  readonly text: string;
}

/**
 * Puts new texts in the place of files, in folders that are there. Each is written beside its place and then renamed, and none
 * is renamed before all are on disk: whoever looks, or whatever is pulled out, finds whole files only, and a failure leaves
 * the old ones. A file that is replaced keeps its mode, and its owner where that can be.
 */
export async function replaceFiles(replacements: readonly Replacement[]): Promise<void> {
  const written: { readonly temporary: string; readonly path: string }[] = [];
  try {
    for (const { path, text } of replacements) {
      const temporary = join(dirname(path), `.${basename(path)}.deploygen-${process.pid}.tmp`);
      written.push({ temporary, path });
      await writeLike(path, temporary, text);
    }
    for (const { path } of written) await refuseFolder(path);
    for (const { temporary, path } of written) await rename(temporary, path);
  } catch (error) {
    for (const { temporary } of written) await rm(temporary, { force: true });
    throw error;
  }
  await syncFolders(written.map(({ path }) => path));
}

/** Waits until the names of files, or that they are no more, are on disk. */
export async function syncFolders(paths: readonly string[]): Promise<void> {
  for (const folder of new Set(paths.map((path) => dirname(path)))) {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } catch (error) {
      // Some file systems have nothing to wait for in a folder.
      const { code = '' } = error as NodeJS.ErrnoException;
      if (!['EINVAL', 'ENOTSUP', 'EPERM'].includes(code)) throw error;
    } finally {
      await handle.close();
    }
  }
}

/** Removes what writers that are no more have left in a folder. */
export async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const [, pid] = /^\..+\.deploygen-([0-9]+)\.tmp$/.exec(name) ?? [];
    if (pid === undefined) continue;
    if (!isAlive({ pid: Number(pid), born: null })) await rm(join(folder, name), { force: true });
  }
}

async function writeLike(path: string, temporary: string, text: string): Promise<void> {
  const before = await statsOf(path);
  // What a killed writer of the same process id has left is nobody's.
  await rm(temporary, { force: true });
  const file = await open(temporary, 'wx');
  try {
    if (before?.isFile()) {
      await file.chown(before.uid, before.gid).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'EPERM') throw error;
      });
      await file.chmod(before.mode & 0o7777);
    }
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A file cannot take the place of a folder, and should not be the one to find out after others are renamed. */
async function refuseFolder(path: string): Promise<void> {
  if ((await statsOf(path))?.isDirectory()) throw fileError('write to', path, { code: 'EISDIR' });
}

async function statsOf(path: string): Promise<Stats | null> {
  try {
    return await lstat(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return null;
  }
}
