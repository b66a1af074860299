import type { Diagnostic } from '../core/diagnostic.ts';

/** The diagnostics as the API has them, under a version that changes with their shape. */
export function json(diagnostics: readonly Diagnostic[]): string {
  return `${JSON.stringify({ version: 1, diagnostics }, null, 2)}\n`;
}
