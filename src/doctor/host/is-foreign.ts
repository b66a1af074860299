import type { Answer } from '../../core/answer.ts';
import type { WebAnswer } from './host.ts';
import type { Answered } from './judge-answer.ts';

type Response = Extract<WebAnswer, { kind: 'answer' }>;

/** Whether a site that is not this one has answered: it does not know the URL, or has a file there. */
export function isForeign(
  { status, headerNames }: Response,
  {
    expected,
    answered,
    isTls,
  }: {
    /** What the descriptor says of the request. */
    readonly expected: Answer;
    /** What the application has said when it was asked itself. */
    readonly answered: Answered;
    readonly isTls: boolean;
  },
): boolean {
  if (expected.statuses?.includes(status) || expected.refusals.includes(status)) return false;
  const own = new Set([
    ...answered.headers.map((line) => line.split(':', 1).join('').toLowerCase()),
    ...expected.headers.map(([name]) => name.toLowerCase()),
  ]);
  // A web server takes the body, or the whole answer, from elsewhere where an application says so.
  if (SENT_ELSEWHERE.some((name) => own.has(name))) return false;
  if (answered.headers.some((line) => LOCAL.test(line))) return false;
  if (UNKNOWN.includes(status)) {
    // Over TLS an application may have said in vain where TLS is.
    const isMoved = answered.status >= 300 && answered.status < 400;
    const isThere = answered.status < 300 || isMoved || [401, 403].includes(answered.status);
    return expected.statuses !== null || (isThere && !(isMoved && isTls));
  }
  return status === 200 && OF_FILES.every((name) => headerNames.includes(name) && !own.has(name));
}

const UNKNOWN = [404, 421];

/** What nginx, Apache and lighttpd all say of a file, such as their default page, and none of an answer of an application. */
const OF_FILES = ['accept-ranges', 'etag', 'last-modified'];

const SENT_ELSEWHERE = ['x-accel-redirect', 'x-sendfile', 'x-sendfile2', 'x-lighttpd-send-file'];

/** RFC 3875 §6.2.2. */
const LOCAL = /^location:\s*\/(?!\/)/i;
