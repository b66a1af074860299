import { codes } from '../core/codes.ts';
import type { Diagnostic, Range } from '../core/diagnostic.ts';
import { version } from '../generated/version.ts';
import { rules } from '../rules/index.ts';

/** A log of SARIF 2.1.0 (OASIS) with one run. */
export function sarif(diagnostics: readonly Diagnostic[]): string {
  const found = [...new Set(diagnostics.map(({ code }) => code))].sort();
  const driver = {
    name: 'deploygen',
    version,
    rules: found.map(toReportingDescriptor),
  };
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver },
        columnKind: 'utf16CodeUnits',
        results: diagnostics.map((diagnostic) => toResult(diagnostic, found)),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function toReportingDescriptor(code: string): object {
  const known = [...rules, ...codes].find((candidate) => candidate.code === code);
  return {
    id: code,
    ...(known === undefined ? {} : { shortDescription: { text: known.summary } }),
    defaultConfiguration: { level: known?.severity ?? 'error' },
    // No "helpUri": the pages come with the project, and are at no address of their own.
    help: { text: `docs/rules/${code}.md in the repository of deploygen` },
  };
}

function toResult(
  { code, severity, message, help, path, range, diff }: Diagnostic,
  found: readonly string[],
): object {
  return {
    ruleId: code,
    ruleIndex: found.indexOf(code),
    level: severity,
    message: { text: [message, help, diff].filter((text) => text !== undefined).join('\n') },
    locations: [
      { physicalLocation: { artifactLocation: toArtifact(path), region: toRegion(range) } },
    ],
  };
}

/** A path as a reference: relative ones to the root of the repository, wherever that is checked out. */
function toArtifact(path: string): object {
  const slashes = path.replaceAll('\\', '/').replace(/^(\.\/)+/, '');
  const uri = slashes.split('/').map(encodeSegment).join('/');
  return slashes.startsWith('/') ? { uri: `file://${uri}` } : { uri, uriBaseId: '%SRCROOT%' };
}

/** Half of a surrogate pair has no encoding. */
function encodeSegment(segment: string): string {
  return encodeURIComponent(segment.replace(/\p{Surrogate}/gu, '\uFFFD'));
}

function toRegion({ start, end }: Range): object {
  return {
    startLine: start.line,
    startColumn: start.column,
    endLine: end.line,
    endColumn: end.column,
  };
}
