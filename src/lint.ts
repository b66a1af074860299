import { arrange } from './core/arrange.ts';
import { checkRules } from './core/check-rules.ts';
import type { Diagnostic } from './core/diagnostic.ts';
import { hazardCodes, hazards } from './core/hazards.ts';
import { readIgnores } from './core/ignores.ts';
import { suppress } from './core/suppress.ts';
import { load } from './deploygen.ts';
import { rules } from './rules/index.ts';

/** Everything that is known to be wrong with a descriptor, for every target. @param path names it; nothing is opened. */
export function lint(source: string, path: string): readonly Diagnostic[] {
  const loaded = load(source, path);
  const errors = loaded.ok ? [] : loaded.diagnostics;
  // What is no YAML can be judged no further.
  if (errors.some(({ code }) => code.startsWith('yaml-'))) return errors;
  const blamed = new Set(errors.map(({ range }) => JSON.stringify(range)));
  const warnings = hazards(source, path).filter(({ range }) => !blamed.has(JSON.stringify(range)));
  const findings = loaded.ok ? checkRules(loaded.deployment, rules) : [];
  return arrange(
    suppress([...errors, ...warnings, ...findings], readIgnores(source), {
      path,
      ignorable: IGNORABLE,
      isComplete: loaded.ok,
    }),
  );
}

const IGNORABLE: ReadonlySet<string> = new Set([...rules.map(({ code }) => code), ...hazardCodes]);
