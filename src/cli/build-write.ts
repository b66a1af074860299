import { rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { BuildFile } from '../build/build-file.ts';
import type { State } from '../build/compare.ts';
import { diffOf, drift } from '../build/drift.ts';
import { MANIFEST_NAME } from '../build/manifest.ts';
import type { Diagnostic } from '../core/diagnostic.ts';
import { sha256 } from './build-folder.ts';
import { type Begun, type BuildLock, isLocked, lockFolder, readBegun } from './build-lock.ts';
import { type BuildUnit, judgeUnit, manifestTextFor, namingOf } from './build-unit.ts';
import { fileError } from './file-error.ts';
import { makeFolder } from './make-folder.ts';
import { replaceFiles, sweep, syncFolders } from './replace-files.ts';

export interface WriteOptions {
  /** Whether files that were edited by hand are written over. */
  readonly force: boolean;
  /** Whether files that are rendered no longer are removed. */
  readonly prune: boolean;
  /** Whether to say what would be done, and do nothing. */
  readonly dryRun: boolean;
}

export interface Written {
  /** What kept files from being written. */
  readonly problems: readonly Diagnostic[];
  /** Shown paths. */
  readonly written: readonly string[];
  readonly removed: readonly string[];
  /** Files that are rendered no longer and stay. */
  readonly orphans: readonly string[];
  readonly unchanged: number;
  readonly diff: string;
}

/**
 * Makes an output folder what it should be: all of it, or nothing where one file must not be written over.
 *
 * @throws UsageError if the folder cannot be written
 */
export async function writeUnit(unit: BuildUnit, options: WriteOptions): Promise<Written> {
  const now = decide(unit, options, await readBegun(unit.folder));
  if (options.dryRun || (now.isCurrent && !isLocked(unit.folder))) return now.result;
  try {
    await makeFolder(unit.folder);
    const lock = await lockFolder(unit.folder);
    try {
      // Another build may have been here in the meantime.
      const decision = decide(unit, options, lock.inherited);
      await carryOut(unit, decision, lock);
      return decision.result;
    } finally {
      await lock.release();
    }
  } catch (error) {
    throw fileError('write into', unit.folder, error);
  }
}

interface Decision {
  readonly toWrite: readonly BuildFile[];
  readonly toRemove: readonly string[];
  readonly manifestText: string;
  readonly isCurrent: boolean;
  readonly result: Written;
}

function decide(unit: BuildUnit, options: WriteOptions, interrupted: Begun): Decision {
  const { comparison, states, manifestProblem, manifestText } = judgeUnit(unit, interrupted);
  const naming = namingOf(unit);
  const problems = [
    ...(manifestProblem !== null && !options.force ? [manifestProblem] : []),
    ...states.filter((state) => isStopping(state, options)).flatMap((s) => drift(s, naming) ?? []),
  ];
  if (problems.length > 0) return { ...NOTHING_TO_DO, result: { ...NOTHING_DONE, problems } };
  const toWrite = states.flatMap((state) =>
    state.kind === 'stale' || state.kind === 'missing' || state.kind === 'hand-edited'
      ? [state.file]
      : [],
  );
  const orphans = states.flatMap((state) => (isOrphan(state) ? [state.path] : []));
  const toRemove = options.prune ? orphans : [];
  const remaining = options.prune ? [] : orphans;
  const nextText = manifestTextFor(comparison, new Set(remaining));
  return {
    toWrite,
    toRemove,
    manifestText: nextText,
    isCurrent: toWrite.length === 0 && toRemove.length === 0 && nextText === manifestText,
    result: {
      problems,
      written: toWrite.map(({ path }) => naming.shown(path)),
      removed: toRemove.map(naming.shown),
      orphans: remaining.map(naming.shown),
      unchanged: states.filter(({ kind }) => kind === 'current').length,
      diff: states.map((state) => diffOf(state, naming)).join(''),
    },
  };
}

const NOTHING_DONE: Written = {
  problems: [],
  written: [],
  removed: [],
  orphans: [],
  unchanged: 0,
  diff: '',
};

const NOTHING_TO_DO = { toWrite: [], toRemove: [], manifestText: '', isCurrent: true };

/** A link where a file was once is nothing that anybody renders, or removes. */
function isOrphan(state: State): state is Extract<State, { path: string }> {
  return state.kind === 'orphaned' || (state.kind === 'blocked' && state.file === null);
}

function isStopping(state: State, { force, prune }: WriteOptions): boolean {
  if (state.kind === 'blocked') return state.file !== null || prune;
  if (force) return false;
  return state.kind === 'hand-edited' || (state.kind === 'orphaned' && state.isEdited && prune);
}

/** First a note of what is begun, then the files, and the manifest last. */
async function carryOut(
  { folder }: BuildUnit,
  { toWrite, toRemove, manifestText, isCurrent }: Decision,
  lock: BuildLock,
): Promise<void> {
  if (isCurrent) return;
  await lock.begin(new Map(toWrite.map(({ path, text }) => [path, sha256(text)])));
  const files = toWrite.map(({ path, text }) => ({ path: join(folder, path), text }));
  const folders = new Set([folder, ...files.map(({ path }) => dirname(path))]);
  for (const each of folders) await makeFolder(each);
  for (const each of folders) await sweep(each);
  await replaceFiles(files);
  const removed = toRemove.map((path) => join(folder, path));
  for (const path of removed) await rm(path, { force: true });
  await syncFolders(removed);
  for (const path of removed) await removeIfEmpty(dirname(path), folder);
  await replaceFiles([{ path: join(folder, MANIFEST_NAME), text: manifestText }]);
}

async function removeIfEmpty(path: string, top: string): Promise<void> {
  if (path === top || !path.startsWith(top)) return;
  try {
    await rmdir(path);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (!['ENOTEMPTY', 'ENOENT'].includes(code)) throw error;
    return;
  }
  await removeIfEmpty(dirname(path), top);
}
