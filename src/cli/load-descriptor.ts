import type { Deployment } from '../core/model.ts';
import { type LoadedWhole, loadWhole } from '../deploygen.ts';
import { type ChangeFlags, readChanges } from './read-changes.ts';
import { readDescriptor } from './read-descriptor.ts';
import { reportProblems } from './report-problems.ts';

/**
 * Reads a descriptor, with what the flags change; null where it is wrong, which is said on standard error.
 *
 * @throws UsageError if it cannot be read
 */
export async function loadDescriptor(path: string, flags: ChangeFlags): Promise<Deployment | null> {
  return (await loadWholeDescriptor(path, flags))?.deployment ?? null;
}

/** As `loadDescriptor`, with what the descriptor itself says. */
export async function loadWholeDescriptor(
  path: string,
  flags: ChangeFlags,
): Promise<LoadedWhole | null> {
  const read = await readDescriptor(path);
  const changed = await readChanges(flags);
  if (!read.ok || !changed.ok) {
    const results = [read, changed];
    reportProblems(
      results.flatMap((result) => (result.ok ? [] : result.diagnostics)),
      new Map(),
    );
    return null;
  }
  const loaded = loadWhole(read.source, path, changed.changes);
  if (loaded.ok) return loaded;
  reportProblems(loaded.diagnostics, new Map([...changed.sources, [path, read.source] as const]));
  return null;
}
