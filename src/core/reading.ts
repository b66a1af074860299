import type { Answer, Request } from './answer.ts';
import type { ByteString } from './byte-string.ts';
import type { Deployment } from './model.ts';
import { splitTarget } from './request-path.ts';
import { route } from './route.ts';

/** How a program takes some request targets otherwise than docs/semantics.md says, or makes use of the freedom that it leaves. */
export interface Reading {
  /** The limit that this is; null where the semantics leave it to the server. */
  readonly limit: string | null;
  /** What it does, for people. */
  readonly why: string;
  /** The target that it takes this one for, or the status with which it refuses it; null: it does nothing of the kind. */
  read(target: ByteString): ByteString | { readonly status: number } | null;
}

/** What a program is expected to do with a request. */
export interface Foreseen {
  readonly answer: Answer;
  /** The readings that made a difference. */
  readonly readings: readonly Reading[];
}

/** What a program with such readings answers; `route()` says what it should. */
export function foresee(
  deployment: Deployment,
  request: Request,
  readings: readonly Reading[],
): Foreseen {
  const used: Reading[] = [];
  let { target } = request;
  for (const reading of readings) {
    const read = reading.read(target);
    if (read === null || read === target) continue;
    used.push(reading);
    if (typeof read !== 'string') {
      const answer: Answer = {
        kind: 'refused',
        statuses: [read.status],
        refusals: [],
        headers: [],
        because: [],
      };
      return { answer, readings: used };
    }
    target = read;
  }
  const answer = route(deployment, { ...request, target });
  return { answer: asSent(answer, request), readings: used };
}

/** However a program reads the path: REQUEST_URI and QUERY_STRING are what the client sent. */
function asSent(answer: Answer, { target }: Pick<Request, 'target'>): Answer {
  if (answer.kind === 'file' && answer.otherwise !== null) {
    return { ...answer, otherwise: asSent(answer.otherwise, { target }) };
  }
  const sent = splitTarget(target);
  if (answer.kind !== 'application' || sent === null) return answer;
  const { requestUri: REQUEST_URI, query: QUERY_STRING } = sent;
  return { ...answer, variables: { ...answer.variables, REQUEST_URI, QUERY_STRING } };
}
