import type { Deployment } from '../core/model.ts';
import { load } from '../deploygen.ts';
import { readDescriptor } from './read-descriptor.ts';
import { reportProblems } from './report-problems.ts';

/** Reads a descriptor; null where it is wrong, which is said on standard error. @throws UsageError if it cannot be read */
export async function loadDescriptor(path: string): Promise<Deployment | null> {
  const read = await readDescriptor(path);
  const loaded = read.ok ? load(read.source, path) : read;
  if (loaded.ok) return loaded.deployment;
  reportProblems(loaded.diagnostics, new Map(read.ok ? [[path, read.source]] : []));
  return null;
}
