import { arrange } from './core/arrange.ts';
import type { Change } from './core/change.ts';
import { checkRules } from './core/check-rules.ts';
import type { Diagnostic } from './core/diagnostic.ts';
import { hazardCodes, hazards } from './core/hazards.ts';
import { readIgnores } from './core/ignores.ts';
import type { Deployment } from './core/model.ts';
import { suppress } from './core/suppress.ts';
import { type Loaded, load, render } from './deploygen.ts';
import { rules } from './rules/index.ts';

/**
 * Everything that is known to be wrong with a descriptor, for every target, and for those that it lists.
 *
 * @param path names it; nothing is opened
 * @param changes what differs from it, later ones over earlier ones
 */
export function lint(
  source: string,
  path: string,
  changes: readonly Change[] = [],
): readonly Diagnostic[] {
  return lintLoaded(load(source, path, changes), source, path, changes);
}

/** As `lint`, for who has loaded the descriptor. */
export function lintLoaded(
  loaded: Loaded,
  source: string,
  path: string,
  changes: readonly Change[],
): readonly Diagnostic[] {
  const errors = loaded.ok ? [] : loaded.diagnostics;
  // What is no YAML can be judged no further.
  if (errors.some(({ code }) => code.startsWith('yaml-'))) return errors;
  const files = [{ path, source }, ...changes.filter((change) => change.kind === 'overlay')];
  const blamed = new Set(errors.map(placeKey));
  const warnings = files
    .flatMap((file) => hazards(file.source, file.path))
    .filter((found) => !blamed.has(placeKey(found)));
  const findings = loaded.ok
    ? [...refusals(loaded.deployment), ...checkRules(loaded.deployment, rules)]
    : [];
  const all = [...errors, ...warnings, ...findings];
  const names = new Set(files.map((file) => file.path));
  // A comment speaks of its own file.
  const judged = files.flatMap((file) =>
    suppress(
      all.filter((found) => found.path === file.path),
      readIgnores(file.source),
      { path: file.path, ignorable: IGNORABLE, isComplete: loaded.ok },
    ),
  );
  return arrange([...judged, ...all.filter((found) => !names.has(found.path))]);
}

/** What keeps the targets that the descriptor lists from being built. */
function refusals(deployment: Deployment): readonly Diagnostic[] {
  return deployment.targets.flatMap(({ name, layout }) => {
    const options = layout === null ? {} : { layout: layout.value };
    const rendering = render(deployment, name.value, options);
    return rendering.ok ? [] : rendering.diagnostics;
  });
}

function placeKey({ path, range }: Diagnostic): string {
  return JSON.stringify([path, range]);
}

const IGNORABLE: ReadonlySet<string> = new Set([...rules.map(({ code }) => code), ...hazardCodes]);
