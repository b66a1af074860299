import type { Diagnostic } from '../../../src/core/diagnostic.ts';
import { load } from '../../../src/deploygen.ts';

/** What is wrong with a descriptor, each as `line:column code message`; all have a remedy. */
export function problemsOf(text: string): readonly string[] {
  const loaded = load(text, 'deploy.yaml');
  return loaded.ok ? [] : loaded.diagnostics.map(line);
}

function line({ range, code, message, help, path, severity }: Diagnostic): string {
  if (help === undefined || help === '') throw new Error(`no remedy for ${message}`);
  if (path !== 'deploy.yaml' || severity !== 'error') throw new Error(`${severity} in ${path}`);
  return `${range.start.line}:${range.start.column} ${code} ${message}`;
}
