import { rmSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onExit } from './exit-hook.ts';
import { guardFolder } from './watchdog.ts';

/** A temporary folder, removed when disposed of and when this process ends. */
export interface Workspace {
  readonly directory: string;
  /** A path in the folder. */
  path(...names: string[]): string;
  /** Writes a file, with the folders above it; returns its path. */
  write(name: string, content: string | Buffer, mode?: number): Promise<string>;
  dispose(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Makes a workspace that every user can traverse, as web servers change to users of their own. */
export async function createWorkspace(): Promise<Workspace> {
  // A short name: Apache 2.4 takes socket paths of up to 95 bytes.
  const directory = await mkdtemp(join(tmpdir(), 'dg-'));
  guardFolder(directory);
  const forget = onExit(() => rmSync(directory, { recursive: true, force: true }));
  await chmod(directory, 0o755);

  const path = (...names: string[]) => join(directory, ...names);
  const dispose = async () => {
    await rm(directory, { recursive: true, force: true, maxRetries: 3 });
    forget();
  };
  return {
    directory,
    path,
    async write(name, content, mode = 0o644) {
      const file = path(name);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, content, { mode });
      // The umask of this process may have taken bits away.
      await chmod(file, mode);
      return file;
    },
    dispose,
    [Symbol.asyncDispose]: dispose,
  };
}
