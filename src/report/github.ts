import type { Diagnostic } from '../core/diagnostic.ts';

/** Workflow commands of GitHub Actions, one line each. */
export function github(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map(toCommand).join('');
}

const LEVELS = { error: 'error', warning: 'warning', note: 'notice' } as const;

function toCommand({ severity, code, path, range, message, help, diff }: Diagnostic): string {
  const { start, end } = range;
  // GitHub takes columns only of an annotation that stays on one line.
  const columns = start.line === end.line ? { col: start.column, endColumn: end.column } : {};
  const properties = Object.entries({
    title: `deploygen (${code})`,
    file: path,
    line: start.line,
    endLine: end.line,
    ...columns,
  }).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  const place = `${path}:${start.line}:${start.column}:`;
  const text = [`${place} ${message}`, help, diff].filter((part) => part !== undefined).join('\n');
  return `::${LEVELS[severity]} ${properties.join(',')}::${escapeData(text)}\n`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
