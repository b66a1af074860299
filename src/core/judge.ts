import type { Answer, Request } from './answer.ts';
import type { ByteString } from './byte-string.ts';
import { decode, splitTarget } from './request-path.ts';

/** What a real server did with a request. */
export interface Observation {
  readonly status: number;
  readonly location: ByteString | null;
  readonly body: ByteString;
  /** In order, repeats included; absent where nothing was answered. */
  readonly headers?: readonly (readonly [name: string, value: string])[];
  /** What reached an application, if one answered: its name, and the variables in order, repeats included. */
  readonly application: {
    readonly name: string;
    readonly variables: readonly (readonly [name: string, value: ByteString])[];
    /** How much of the body arrived, where that is known. */
    readonly bodyBytes?: number;
  } | null;
}

export interface Judged {
  readonly request: Request;
  readonly expected: Answer;
  readonly observed: Observation;
}

export type Verdict =
  | { readonly kind: 'right' | 'refused' }
  /** A deviation that the target's page lists. */
  | { readonly kind: 'limit'; readonly id: string }
  | { readonly kind: 'wrong'; readonly why: string };

/** A deviation that a judgement may fall under. */
export interface Excuse {
  readonly id: string;
  excuses?(judged: Judged): boolean;
}

/**
 * Judges what a server did against what `route()` says.
 *
 * @param fileContent what the file of a static answer holds; null if there is none, or it is a folder
 */
export function judge(
  asked: Judged,
  fileContent: ByteString | null,
  limits: readonly Excuse[],
): Verdict {
  const expected = answerWithout(asked.expected, fileContent);
  const judged = { ...asked, expected };
  const { observed } = judged;
  const why = isAnsweredHead(judged) ? null : problem(expected, observed, fileContent);
  if (why === null) return { kind: 'right' };
  if (observed.application === null && expected.refusals.includes(observed.status)) {
    return { kind: 'refused' };
  }
  const limit = limits.find(({ excuses }) => excuses?.(judged) === true);
  return limit === undefined ? { kind: 'wrong', why } : { kind: 'limit', id: limit.id };
}

/** Where there is no file, what is said instead. */
function answerWithout(expected: Answer, fileContent: ByteString | null): Answer {
  if (expected.kind !== 'file' || expected.otherwise === null || fileContent !== null) {
    return expected;
  }
  const { headers, refusals } = expected;
  return { ...expected.otherwise, headers, refusals };
}

/** An answer to HEAD has no body that could tell variables, or be that of the file. */
function isAnsweredHead({ request, expected, observed }: Judged): boolean {
  if (request.method !== 'HEAD' || headerProblem(expected, observed) !== null) return false;
  if (expected.kind !== 'application') return expected.kind === 'file' && observed.status === 200;
  return observed.application?.name === expected.application.name.value;
}

function problem(
  expected: Answer,
  observed: Observation,
  fileContent: ByteString | null,
): string | null {
  const badHeader = headerProblem(expected, observed);
  if (badHeader !== null) return badHeader;
  if (expected.kind === 'application') return applicationProblem(expected, observed);
  // A Host that is not ours: whoever owns the default of the address answers, and that may be us.
  if (expected.kind === 'none' && expected.statuses === null) return null;
  if (observed.application !== null) {
    return `reached application "${observed.application.name}" instead of: ${expected.kind}`;
  }
  if (expected.statuses?.includes(observed.status) === false) {
    return `status ${observed.status} instead of ${expected.statuses.join(' or ')}`;
  }
  if (expected.kind === 'redirect') return redirectProblem(expected.location, observed.location);
  if (expected.kind === 'file') return fileProblem(observed, fileContent);
  return null;
}

/** Headers of the owner are on every response, once. */
function headerProblem({ headers }: Answer, observed: Observation): string | null {
  for (const [name, value] of observed.headers === undefined ? [] : headers) {
    const found = observed.headers?.filter(([other]) => other.toLowerCase() === name.toLowerCase());
    if (found?.length === 1 && found[0]?.[1] === value) continue;
    const shown = found?.map(([, each]) => JSON.stringify(each)).join(', ') || 'absent';
    return `header ${name} is ${shown} instead of "${value}"`;
  }
  return null;
}

function applicationProblem(
  expected: Extract<Answer, { kind: 'application' }>,
  { status, application }: Observation,
): string | null {
  const { name } = expected.application;
  if (application === null) return `status ${status} instead of application "${name.value}"`;
  if (application.name !== name.value) {
    return `reached application "${application.name}" instead of "${name.value}"`;
  }
  const received = new Map<string, ByteString>();
  for (const [variable, value] of application.variables) {
    if (received.has(variable)) return `${variable} arrived twice`;
    received.set(variable, value);
  }
  for (const [variable, value] of Object.entries(expected.variables)) {
    // An absent PATH_INFO counts as the empty one (RFC 3875 section 4.1.5).
    const got = received.get(variable) ?? (variable === 'PATH_INFO' ? '' : null);
    if (got === value) continue;
    const shown = got === null ? 'absent' : JSON.stringify(got);
    return `${variable} is ${shown} instead of ${JSON.stringify(value)}`;
  }
  const unwanted = expected.absent.find((variable) => (received.get(variable) ?? '') !== '');
  return unwanted === undefined
    ? null
    : `${unwanted} is ${JSON.stringify(received.get(unwanted))} instead of absent`;
}

/** The same place, however it is spelt: absolute or relative, hexadecimal digits in either case. */
function redirectProblem(expected: ByteString, observed: ByteString | null): string | null {
  const want = splitTarget(expected);
  const got = observed === null ? null : splitTarget(observed);
  const isSame =
    got !== null &&
    isSameOrigin(expected, observed ?? '') &&
    want !== null &&
    decode(got.path) === decode(want.path) &&
    got.query === want.query;
  return isSame ? null : `Location is ${JSON.stringify(observed)} instead of "${expected}"`;
}

/** Scheme, host and port, where the answer is to lead to others. */
function isSameOrigin(expected: ByteString, observed: ByteString): boolean {
  const [origin] = /^https?:\/\/[^/?#]*/i.exec(expected) ?? [];
  return origin === undefined || observed.toLowerCase().startsWith(origin.toLowerCase());
}

function fileProblem({ status, body }: Observation, content: ByteString | null): string | null {
  if (content === null) {
    return status === 200 ? 'status 200 for a file that is not there' : null;
  }
  if (status !== 200) return `status ${status} instead of the file`;
  return body === content ? null : 'another content than the file';
}
