import { compareDiagnostics, type Diagnostic } from './diagnostic.ts';

/** In the order of every report, each problem once: a value that an alias repeats is still one mistake. */
export function arrange(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const distinct = new Map(
    diagnostics.map((found) => [
      `${found.path} ${JSON.stringify(found.range)} ${found.code} ${found.message}`,
      found,
    ]),
  );
  return [...distinct.values()].sort(compareDiagnostics);
}
