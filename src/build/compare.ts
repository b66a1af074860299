import type { BuildFile } from './build-file.ts';
import type { Entry, Manifest } from './manifest.ts';

/** What stands at the place of a generated file. */
export type OnDisk =
  | { readonly kind: 'missing' }
  /** Something that must not be written: a folder, a symbolic link, or below one. */
  | { readonly kind: 'blocked'; readonly why: string }
  | {
      readonly kind: 'file';
      readonly text: string;
      /** Of the bytes, and of the text with the ends of its lines as they were written. */
      readonly sha256: readonly string[];
    };

export type State =
  | { readonly kind: 'current'; readonly file: BuildFile }
  | { readonly kind: 'missing'; readonly file: BuildFile }
  | {
      readonly kind: 'blocked';
      readonly path: string;
      readonly file: BuildFile | null;
      readonly why: string;
    }
  /** As deploygen wrote it, and not what it would write now. */
  | { readonly kind: 'stale'; readonly file: BuildFile; readonly found: string }
  /** Not as deploygen wrote it; `isKnown`: though it wrote a file there. */
  | {
      readonly kind: 'hand-edited';
      readonly file: BuildFile;
      readonly found: string;
      readonly isKnown: boolean;
    }
  /** Written by deploygen, and rendered no longer. */
  | {
      readonly kind: 'orphaned';
      readonly path: string;
      readonly entry: Entry;
      readonly isEdited: boolean;
    };

export interface Comparison {
  /** Sorted by path. */
  readonly wanted: readonly BuildFile[];
  readonly manifest: Manifest;
  /** Further hashes of what deploygen has written: of a build that was interrupted. */
  readonly interrupted: ReadonlyMap<string, readonly string[]>;
  /** Descriptors whose files are all among the wanted ones; what is of others stays as it is. */
  readonly judged: ReadonlySet<string>;
  readonly onDisk: (path: string) => OnDisk;
}

/** What there is to say about each file of an output folder, those that are rendered first. */
export function compare(comparison: Comparison): readonly State[] {
  const { wanted, manifest } = comparison;
  const paths = new Set(wanted.map(({ path }) => path));
  const orphans = [...manifest.files].filter(
    ([path, { descriptor }]) => !paths.has(path) && comparison.judged.has(descriptor),
  );
  return [
    ...wanted.map((file) => compareWanted(file, comparison)),
    ...orphans.flatMap(([path, entry]) => compareOrphan(path, entry, comparison)),
  ];
}

function compareWanted(file: BuildFile, comparison: Comparison): State {
  const found = comparison.onDisk(file.path);
  if (found.kind === 'missing') return { kind: 'missing', file };
  if (found.kind === 'blocked') return { ...found, path: file.path, file };
  if (plainLines(found.text) === file.text) return { kind: 'current', file };
  if (isWritten(file.path, found.sha256, comparison)) {
    return { kind: 'stale', file, found: found.text };
  }
  const isKnown = comparison.manifest.files.has(file.path);
  return { kind: 'hand-edited', file, found: found.text, isKnown };
}

function compareOrphan(path: string, entry: Entry, comparison: Comparison): readonly State[] {
  const found = comparison.onDisk(path);
  if (found.kind === 'missing') return [];
  if (found.kind === 'blocked') return [{ ...found, path, file: null }];
  const isEdited = !isWritten(path, found.sha256, comparison);
  return [{ kind: 'orphaned', path, entry, isEdited }];
}

function isWritten(
  path: string,
  found: readonly string[],
  { manifest, interrupted }: Comparison,
): boolean {
  const written = [manifest.files.get(path)?.sha256, ...(interrupted.get(path) ?? [])];
  return found.some((sha256) => written.includes(sha256));
}

/** As it was written, where a checkout has ended every line with CRLF. */
export function plainLines(text: string): string {
  return /(^|[^\r])\n/.test(text) ? text : text.replaceAll('\r\n', '\n');
}

/** The manifest of an output folder once its files are as they should be. */
export function nextManifest(
  comparison: Comparison,
  {
    remaining,
    sha256,
    version,
  }: {
    /** Orphans that stay. */
    readonly remaining: ReadonlySet<string>;
    readonly sha256: (text: string) => string;
    readonly version: string;
  },
): Manifest {
  const { wanted, manifest, judged } = comparison;
  const kept = [...manifest.files].filter(
    ([path, { descriptor }]) => !judged.has(descriptor) || remaining.has(path),
  );
  const written = wanted.map(({ path, target, descriptor, text }) => {
    const hash = sha256(text);
    const before = manifest.files.get(path);
    // Whoever wrote this text first: a newer deploygen that writes the same changes nothing.
    const deploygen = before?.sha256 === hash ? before.deploygen : version;
    return [path, { target, sha256: hash, descriptor, deploygen }] as const;
  });
  return { files: new Map([...kept, ...written]) };
}
