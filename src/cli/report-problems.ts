import type { Diagnostic } from '../core/diagnostic.ts';
import { colored, plain, pretty } from '../report/pretty.ts';

/** Says on standard error what is wrong with a descriptor. */
export function reportProblems(
  diagnostics: readonly Diagnostic[],
  sources: ReadonlyMap<string, string>,
): void {
  process.stderr.write(pretty(diagnostics, sources, usesColor(process.stderr) ? colored : plain));
}

/** Colour only on a terminal; NO_COLOR and FORCE_COLOR (no-color.org, force-color.org) decide before it. */
function usesColor({ isTTY }: { readonly isTTY?: boolean }): boolean {
  const { NO_COLOR = '', FORCE_COLOR = '' } = process.env;
  if (NO_COLOR !== '') return false;
  return FORCE_COLOR !== '' ? FORCE_COLOR !== '0' : isTTY === true;
}
