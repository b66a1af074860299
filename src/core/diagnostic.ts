/** One problem in one text. Lines and columns are 1-based, `end` is exclusive, columns count UTF-16 code units. */
export interface Diagnostic {
  /** Kebab-case name of what is wrong, for `[code]`, ignores and the pages of docs/rules. */
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  /** The remedy. */
  readonly help?: string;
  /** The file as the user named it. */
  readonly path: string;
  readonly range: Range;
  /** Where a whole file is not as it should be: what would make it so, as a unified diff. */
  readonly diff?: string;
}

export type Severity = 'error' | 'warning' | 'note';

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The order of every report: path, line, column, code. */
export function compareDiagnostics(a: Diagnostic, b: Diagnostic): number {
  return (
    compareText(a.path, b.path) ||
    a.range.start.line - b.range.start.line ||
    a.range.start.column - b.range.start.column ||
    compareText(a.code, b.code)
  );
}

export function isSamePlace(a: Where, b: Where): boolean {
  return (
    a.path === b.path &&
    isSamePosition(a.range.start, b.range.start) &&
    isSamePosition(a.range.end, b.range.end)
  );
}

type Where = Pick<Diagnostic, 'path' | 'range'>;

function isSamePosition(a: Position, b: Position): boolean {
  return a.line === b.line && a.column === b.column;
}

/** By code units, so that the order does not depend on a locale. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
