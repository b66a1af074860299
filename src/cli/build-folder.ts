import { createHash } from 'node:crypto';
import { lstatSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { type OnDisk, plainLines } from '../build/compare.ts';
import {
  EMPTY_MANIFEST,
  MANIFEST_NAME,
  type ReadManifest,
  readManifest,
} from '../build/manifest.ts';
import { fileError } from './file-error.ts';

/** What stands at a path below an output folder. Neither it nor a folder on the way may be a symbolic link. */
export function readOnDisk(folder: string, path: string): OnDisk {
  if (ifThere(() => statSync(folder))?.isDirectory() === false) {
    return { kind: 'blocked', why: `"${folder}" is no folder` };
  }
  const segments = path.split('/');
  let place = folder;
  for (const [index, segment] of segments.entries()) {
    place = join(place, segment);
    const isLast = index === segments.length - 1;
    const stats = ifThere(() => lstatSync(place));
    if (stats === null) return { kind: 'missing' };
    if (stats.isSymbolicLink()) return { kind: 'blocked', why: `"${place}" is a symbolic link` };
    if (isLast && stats.isDirectory()) return { kind: 'blocked', why: `"${place}" is a folder` };
    if (isLast ? !stats.isFile() : !stats.isDirectory()) {
      return { kind: 'blocked', why: `"${place}" is no ${isLast ? 'plain file' : 'folder'}` };
    }
  }
  return readOrExplain(place, () => {
    const bytes = readFileSync(place);
    const text = bytes.toString('utf8');
    return { kind: 'file', text, sha256: [...new Set([sha256(bytes), sha256(plainLines(text))])] };
  });
}

export interface FoundManifest {
  readonly read: ReadManifest;
  /** Null: there is none. */
  readonly text: string | null;
}

export function readManifestOf(folder: string): FoundManifest {
  const path = join(folder, MANIFEST_NAME);
  const stats = ifThere(() => lstatSync(path));
  if (stats === null) return { read: { ok: true, manifest: EMPTY_MANIFEST }, text: null };
  if (!stats.isFile()) throw fileError('read', path, { code: 'NOFILE' });
  const text = readOrExplain(path, () => readFileSync(path, 'utf8'));
  return { read: readManifest(text), text: plainLines(text) };
}

export function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

/** The path from one folder to a file, with slashes, as it is without symbolic links on the way. */
export function pathFrom(folder: string, file: string): string {
  const real = join(realFolder(resolve(dirname(file))), basename(file));
  return relative(realFolder(resolve(folder)), real)
    .split(sep)
    .join('/');
}

export function isThere(path: string): boolean {
  return ifThere(() => statSync(path)) !== null;
}

function realFolder(folder: string): string {
  return ifThere(() => realpathSync(folder)) ?? join(realFolder(dirname(folder)), basename(folder));
}

function ifThere<T>(look: () => T): T | null {
  try {
    return look();
  } catch (error) {
    const { code, path = '' } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw fileError('read', path, error);
  }
}

function readOrExplain<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw fileError('read', path, error);
  }
}
