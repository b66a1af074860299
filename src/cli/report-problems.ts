import type { Diagnostic } from '../core/diagnostic.ts';
import { colored, plain, pretty } from '../report/pretty.ts';
import { usesColor } from './uses-color.ts';
import { writeOut } from './write-out.ts';

/** Says on standard error what is wrong with a descriptor. */
export function reportProblems(
  diagnostics: readonly Diagnostic[],
  sources: ReadonlyMap<string, string>,
): void {
  writeOut('stderr', pretty(diagnostics, sources, usesColor(process.stderr) ? colored : plain));
}
