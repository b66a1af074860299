import { join } from 'node:path';
import type { BuildFile } from '../build/build-file.ts';
import { type Comparison, compare, nextManifest, type State } from '../build/compare.ts';
import type { Naming } from '../build/drift.ts';
import { EMPTY_MANIFEST, MANIFEST_NAME, writeManifest } from '../build/manifest.ts';
import type { Diagnostic } from '../core/diagnostic.ts';
import { version } from '../generated/version.ts';
import { isThere, readManifestOf, readOnDisk, sha256 } from './build-folder.ts';
import type { Begun } from './build-lock.ts';

/** One output folder, and the descriptors that are rendered into it. */
export interface BuildUnit {
  /** As the user named it. */
  readonly folder: string;
  /** By their paths relative to the folder: as the user named them. */
  readonly descriptors: ReadonlyMap<string, string>;
  /** What the command line says beside the descriptors. */
  readonly flags: readonly string[];
  readonly files: readonly BuildFile[];
}

/** How an output folder is, against how it should be. */
export interface Judgement {
  readonly comparison: Comparison;
  readonly states: readonly State[];
  /** What is wrong with the manifest itself; null: nothing. */
  readonly manifestProblem: Diagnostic | null;
  /** The manifest's text as it is; null: there is none. */
  readonly manifestText: string | null;
}

export function judgeUnit(
  { folder, descriptors, files }: BuildUnit,
  interrupted: Begun,
): Judgement {
  const { read, text } = readManifestOf(folder);
  const manifest = read.ok ? read.manifest : EMPTY_MANIFEST;
  const gone = [...manifest.files.values()]
    .map(({ descriptor }) => descriptor)
    .filter((descriptor) => !isThere(join(folder, descriptor)));
  const comparison: Comparison = {
    wanted: [...files].sort((a, b) => (a.path < b.path ? -1 : 1)),
    manifest,
    interrupted,
    judged: new Set([...descriptors.keys(), ...gone]),
    onDisk: (path) => readOnDisk(folder, path),
  };
  const manifestProblem = read.ok ? null : damaged(folder, read);
  return { comparison, states: compare(comparison), manifestProblem, manifestText: text };
}

/** The text of the manifest when everything is written. @param remaining orphans that stay */
export function manifestTextFor(comparison: Comparison, remaining: ReadonlySet<string>): string {
  return writeManifest(nextManifest(comparison, { remaining, sha256, version }));
}

export function namingOf({ folder, descriptors, flags }: BuildUnit): Naming {
  return {
    build: (...more) => ['deploygen build', ...flags, ...more, ...descriptors.values()].join(' '),
    shown: (path) => join(folder, path),
    descriptor: (path) => descriptors.get(path) ?? join(folder, path),
  };
}

function damaged(
  folder: string,
  { problem, help }: { readonly problem: string; readonly help: string },
): Diagnostic {
  const start = { line: 1, column: 1 };
  return {
    code: 'drift-manifest',
    severity: 'error',
    message: `the list of the generated files cannot be used: ${problem}`,
    help,
    path: join(folder, MANIFEST_NAME),
    range: { start, end: start },
  };
}
