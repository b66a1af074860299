import { type Dirent, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from './exit-code.ts';
import { glob, isGlob } from './glob.ts';

/** How descriptors are called, where a folder is named. */
const DESCRIPTOR = /^(.+\.)?deploy\.ya?ml$/;

/**
 * The descriptors that words of the command line name, each once, in their order: files, folders with all below them, patterns.
 *
 * @throws UsageError for a folder or a pattern without any
 */
export function findDescriptors(words: readonly string[]): readonly string[] {
  return [...new Set(words.flatMap(found))];
}

function found(word: string): readonly string[] {
  const kind = kindOf(word);
  if (kind === 'folder') {
    return orNone(below(word), `there is no deploy.yaml or NAME.deploy.yaml below ${word}`);
  }
  // What is neither is for the reader to complain of.
  if (kind === 'file' || word === '-' || !isGlob(word)) return [word];
  return orNone(glob(word), `nothing matches ${word}`);
}

function kindOf(path: string): 'folder' | 'file' | null {
  try {
    return statSync(path).isDirectory() ? 'folder' : 'file';
  } catch {
    return null;
  }
}

function orNone(paths: readonly string[], problem: string): readonly string[] {
  if (paths.length === 0) throw new UsageError(problem);
  return paths;
}

/** In the order of their paths; hidden folders and those of installed packages are not looked into. */
function below(folder: string): readonly string[] {
  const entries = readFolder(folder);
  // A closed folder, too, is for the reader to complain of: what is in the others can be read.
  if (entries === null) return [folder];
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return /^\.|^node_modules$/.test(entry.name) ? [] : below(path);
    return DESCRIPTOR.test(entry.name) ? [path] : [];
  });
}

/** What is in a folder, and nothing where it has gone in the meantime; null where it cannot be read. */
function readFolder(folder: string): Dirent[] | null {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    return ['ENOENT', 'ENOTDIR'].includes(code) ? [] : null;
  }
}
