import type { Diagnostic, Range } from './diagnostic.ts';
import type { Ignore } from './ignores.ts';
import { nearest } from './nearest.ts';

export interface Suppression {
  readonly path: string;
  /** Codes that a comment may name; all others are errors that nobody can wish away. */
  readonly ignorable: ReadonlySet<string>;
  /** Whether everything was judged, so that what was not found is known not to be there. */
  readonly isComplete: boolean;
}

/** Takes out what comments ask to be silent about, and puts in what is wrong with the comments. */
export function suppress(
  diagnostics: readonly Diagnostic[],
  ignores: readonly Ignore[],
  suppression: Suppression,
): readonly Diagnostic[] {
  const wanted = new Set(
    ignores.flatMap((ignore) =>
      ignore.codes.flatMap(({ code }) => linesOf(ignore).map((line) => toKey(code, line))),
    ),
  );
  const silenced = diagnostics.filter(
    ({ code, range }) =>
      suppression.ignorable.has(code) && wanted.has(toKey(code, range.start.line)),
  );
  const used = new Set(silenced.map(({ code, range }) => toKey(code, range.start.line)));
  const hidden = new Set(silenced);
  return [
    ...diagnostics.filter((found) => !hidden.has(found)),
    ...ignores
      .flatMap((ignore) => problemsOf(ignore, used, suppression))
      .map((problem) => ({
        ...{ severity: 'warning' as const, path: suppression.path },
        ...problem,
      })),
  ];
}

function linesOf({ line, lastLine }: Ignore): readonly number[] {
  return Array.from({ length: lastLine - line + 1 }, (_, index) => line + index);
}

function toKey(code: string, line: number): string {
  return `${line} ${code}`;
}

type Problem = Pick<Diagnostic, 'code' | 'message' | 'help' | 'range'>;

function problemsOf(
  ignore: Ignore,
  used: ReadonlySet<string>,
  { ignorable, isComplete }: Suppression,
): readonly Problem[] {
  const { codes, reason, range } = ignore;
  if (codes.length === 0) {
    const message = 'this comment names no rule';
    return [{ code: 'unknown-ignore', message, help: `name it: ${FORM}`, range }];
  }
  const found = codes.flatMap((named) => {
    if (!ignorable.has(named.code)) return [unknown(named, ignorable)];
    const isUsed = linesOf(ignore).some((line) => used.has(toKey(named.code, line)));
    return isUsed || !isComplete ? [] : [unused(named, ignore.line)];
  });
  if (reason !== '') return found;
  const message = 'this comment gives no reason';
  return [...found, { code: 'reasonless-ignore', message, help: `say why: ${FORM}`, range }];
}

const FORM = '# deploygen-ignore RULE: reason';

function unused({ code, range }: Named, line: number): Problem {
  return {
    code: 'unused-ignore',
    message: `"${code}" is not found on line ${line}`,
    help: 'remove the comment, or put it at the end of the line or right above it',
    range,
  };
}

function unknown({ code, range }: Named, ignorable: ReadonlySet<string>): Problem {
  const meant = nearest(code, ignorable);
  const isError = /^(schema|valid|unique|target|yaml)-/.test(code);
  const remedy = isError ? 'mend the error' : '"deploygen rules" lists them';
  return {
    code: 'unknown-ignore',
    message: isError ? `"${code}" cannot be ignored` : `there is no rule "${code}"`,
    help: meant === undefined ? remedy : `did you mean "${meant}"?`,
    range,
  };
}

interface Named {
  readonly code: string;
  readonly range: Range;
}
