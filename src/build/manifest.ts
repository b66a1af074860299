import { isInside } from '../core/relative-path.ts';

/** What `build` has written into a folder, so that it knows its own files from those of others. */
export interface Manifest {
  /** By path below the folder, with slashes. */
  readonly files: ReadonlyMap<string, Entry>;
}

export interface Entry {
  readonly target: string;
  /** Of the text as it was written. */
  readonly sha256: string;
  /** The descriptor's path, relative to the folder. */
  readonly descriptor: string;
  /** The version of deploygen that wrote this text. */
  readonly deploygen: string;
}

/** The file that holds it, in the folder itself. */
export const MANIFEST_NAME = 'deploygen.lock.json';

const FORMAT = 1;

export const EMPTY_MANIFEST: Manifest = { files: new Map() };

/** The same files, the same bytes: sorted by code units. */
export function writeManifest({ files }: Manifest): string {
  const paths = [...files.keys()].sort();
  const entries = paths.flatMap((path) => {
    const entry = files.get(path);
    if (entry === undefined) return [];
    const { target, sha256, descriptor, deploygen } = entry;
    return [[path, { target, sha256, descriptor, deploygen }]];
  });
  return `${JSON.stringify({ version: FORMAT, files: Object.fromEntries(entries) }, null, 2)}\n`;
}

export type ReadManifest =
  | { readonly ok: true; readonly manifest: Manifest }
  | { readonly ok: false; readonly problem: string; readonly help: string };

export function readManifest(text: string): ReadManifest {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return damaged('it is no JSON');
  }
  if (!isMap(value) || !isMap(value.files)) return damaged('it has no "files"');
  if (value.version !== FORMAT) {
    const problem = `its format is ${JSON.stringify(value.version)}, this deploygen knows ${FORMAT}`;
    return { ok: false, problem, help: 'use the deploygen that wrote it, or a newer one' };
  }
  const files = new Map<string, Entry>();
  for (const [path, entry] of Object.entries(value.files)) {
    // What is named here may be removed: nothing outside of the folder can be.
    if (!isInside(path)) return damaged(`${JSON.stringify(path)} does not lie below its folder`);
    if (!isEntry(entry)) return damaged(`the entry of "${path}" is not complete`);
    files.set(path, entry);
  }
  return { ok: true, manifest: { files } };
}

function damaged(problem: string): ReadManifest {
  const help = 'take it from version control again, or have it written anew with --force';
  return { ok: false, problem, help };
}

function isEntry(value: unknown): value is Entry {
  return (
    isMap(value) &&
    ['target', 'sha256', 'descriptor', 'deploygen'].every((key) => typeof value[key] === 'string')
  );
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
