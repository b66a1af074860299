import { join } from 'node:path';
import { drift } from '../build/drift.ts';
import { MANIFEST_NAME } from '../build/manifest.ts';
import type { Diagnostic } from '../core/diagnostic.ts';
import { readBegun } from './build-lock.ts';
import { type BuildUnit, judgeUnit, manifestTextFor, namingOf } from './build-unit.ts';

/** How an output folder differs from what is rendered. Writes nothing. */
export async function checkUnit(unit: BuildUnit): Promise<readonly Diagnostic[]> {
  const { comparison, states, manifestProblem, manifestText } = judgeUnit(
    unit,
    await readBegun(unit.folder),
  );
  const naming = namingOf(unit);
  const found = states.flatMap((state) => drift(state, naming) ?? []);
  if (manifestProblem !== null) return [manifestProblem, ...found];
  // Where files differ, the manifest follows.
  if (found.length > 0 || manifestText === manifestTextFor(comparison, new Set())) return found;
  return [staleManifest(unit, { text: manifestText, command: naming.build() })];
}

function staleManifest(
  { folder }: BuildUnit,
  { text, command }: { readonly text: string | null; readonly command: string },
): Diagnostic {
  const start = { line: 1, column: 1 };
  const problem = text === null ? 'is missing' : 'does not fit the files, which are right';
  return {
    code: 'drift-manifest',
    severity: 'error',
    message: `the list of the generated files ${problem}`,
    help: `run "${command}"`,
    path: join(folder, MANIFEST_NAME),
    range: { start, end: start },
  };
}
