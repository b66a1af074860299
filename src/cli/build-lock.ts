import { existsSync } from 'node:fs';
import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { UsageError } from './exit-code.ts';
import { isAlive, type ProcessMark, thisProcess } from './process-mark.ts';

export const LOCK_NAME = '.deploygen.lock';

/** By path below the output folder: hashes of texts that a build has begun to put there. */
export type Begun = ReadonlyMap<string, readonly string[]>;

export interface BuildLock {
  /** What a build that was killed had begun. */
  readonly inherited: Begun;
  /** Notes down what is going to be written, before it is: whoever is killed on the way is not taken for a hand. */
  begin(files: ReadonlyMap<string, string>): Promise<void>;
  release(): Promise<void>;
}

const PATIENCE_MILLISECONDS = 30_000;
const PAUSE_MILLISECONDS = 20;
/** So long may a file be empty, between being made and being filled. */
const BIRTH_MILLISECONDS = 2_000;

/**
 * Keeps other builds out of an output folder. A lock whose process is no more is taken over.
 *
 * @throws UsageError if another build does not come to its end
 */
export async function lockFolder(folder: string): Promise<BuildLock> {
  const path = join(folder, LOCK_NAME);
  const deadline = Date.now() + PATIENCE_MILLISECONDS;
  for (;;) {
    if (await isMade(path, toText(new Map()))) return held(path, new Map());
    const { holder, isAbandoned, begun } = await readLock(path);
    if (isAbandoned) {
      await writeOver(path, toText(begun));
      // Of several that find the lock abandoned, the last one has it.
      await setTimeout(PAUSE_MILLISECONDS);
      if ((await readLock(path)).holder?.pid === process.pid) return held(path, begun);
    }
    if (Date.now() > deadline) {
      const name = holder === null ? 'another process' : `process ${holder.pid}`;
      throw new UsageError(`${name} is building into ${folder}: if that is not so, remove ${path}`);
    }
    await setTimeout(PAUSE_MILLISECONDS);
  }
}

/** What an interrupted build has begun in a folder, without touching anything. */
export async function readBegun(folder: string): Promise<Begun> {
  return (await readLock(join(folder, LOCK_NAME))).begun;
}

/** Whether a build is under way, or was interrupted. */
export function isLocked(folder: string): boolean {
  return existsSync(join(folder, LOCK_NAME));
}

function held(path: string, inherited: Begun): BuildLock {
  return {
    inherited,
    begin: async (files) => {
      const begun = new Map(inherited);
      for (const [name, hash] of files) begun.set(name, [...(begun.get(name) ?? []), hash]);
      await writeOver(path, toText(begun));
    },
    release: () => rm(path, { force: true }),
  };
}

function toText(begun: Begun): string {
  return `${JSON.stringify({ ...thisProcess(), begun: Object.fromEntries(begun) })}\n`;
}

async function isMade(path: string, text: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx');
    try {
      await file.writeFile(text);
    } finally {
      await file.close();
    }
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    // Of a full disk: an empty lock would keep the next ones waiting.
    if (code === 'ENOSPC') await rm(path, { force: true });
    throw error;
  }
}

async function writeOver(path: string, text: string): Promise<void> {
  const temporary = `${path}.deploygen-${process.pid}.tmp`;
  const file = await open(temporary, 'w');
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
}

interface LockContent {
  /** Null: not known. */
  readonly holder: ProcessMark | null;
  readonly isAbandoned: boolean;
  readonly begun: Begun;
}

const UNKNOWN: LockContent = { holder: null, isAbandoned: false, begun: new Map() };

async function readLock(path: string): Promise<LockContent> {
  try {
    const text = await readFile(path, 'utf8');
    const { pid, born, begun } = JSON.parse(text) as ProcessMark & {
      readonly begun: Readonly<Record<string, readonly string[]>>;
    };
    const isAbandoned = !isAlive({ pid, born });
    return { holder: { pid, born }, isAbandoned, begun: new Map(Object.entries(begun)) };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return UNKNOWN;
    // Whoever made it has not filled it yet, or never will.
    if (error instanceof SyntaxError) return { ...UNKNOWN, isAbandoned: await isOld(path) };
    throw error;
  }
}

async function isOld(path: string): Promise<boolean> {
  const stats = await stat(path).catch(() => null);
  return stats !== null && Date.now() - stats.mtimeMs > BIRTH_MILLISECONDS;
}
