import type { Diagnostic } from '../core/diagnostic.ts';

/** A Code Quality report of GitLab. Paths have to be relative to the repository, as the user named them. */
export function gitlab(diagnostics: readonly Diagnostic[]): string {
  const times = new Map<string, number>();
  const issues = diagnostics.map(({ code, severity, message, path, range, diff }) => {
    // Without the line: what only moves is no new issue. What occurs again is told apart by its number.
    const key = JSON.stringify([code, path, message]);
    const time = times.get(key) ?? 0;
    times.set(key, time + 1);
    return {
      // GitLab does not show check_name.
      description: `${code}: ${message}`,
      check_name: code,
      fingerprint: hash(`${key}${time}`),
      severity: SEVERITIES[severity],
      location: { path, lines: { begin: range.start.line, end: range.end.line } },
      ...(diff === undefined ? {} : { content: { body: `\`\`\`diff\n${diff}\`\`\`` } }),
    };
  });
  return `${JSON.stringify(issues, null, 2)}\n`;
}

const SEVERITIES = { error: 'major', warning: 'minor', note: 'info' } as const;

/** FNV-1a of 64 bits: the same everywhere, without a library. */
function hash(text: string): string {
  let value = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) {
    value = BigInt.asUintN(64, (value ^ BigInt(byte)) * 0x100000001b3n);
  }
  return value.toString(16).padStart(16, '0');
}
