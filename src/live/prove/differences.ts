import type { Observation } from '../../core/judge.ts';
import type { Finding } from './verdict.ts';

/** A request that two servers answered differently. */
export interface Difference {
  readonly probe: Finding['probe'];
  /** What the one and the other did, in words. */
  readonly answers: readonly [string, string];
  /** Known limits that explain it. */
  readonly limits: readonly string[];
}

/** Where two servers, asked the same, differ in what an application or a client would notice. */
export function differences(
  ones: readonly Finding[],
  others: readonly Finding[],
): readonly Difference[] {
  return ones.flatMap((one, index) => {
    const other = others[index];
    if (other === undefined || one.probe.request.target !== other.probe.request.target) {
      throw new TypeError('both servers are asked the same, in the same order');
    }
    const answers = [inWords(one.observed), inWords(other.observed)] as const;
    if (answers[0] === answers[1]) return [];
    const limits = [one, other].flatMap(({ verdict }) =>
      verdict.kind === 'limit' ? [verdict.id] : [],
    );
    return [{ probe: one.probe, answers, limits }];
  });
}

const NOTICED = ['SCRIPT_NAME', 'PATH_INFO', 'REQUEST_URI', 'QUERY_STRING', 'CONTENT_LENGTH'];

function inWords({ status, location, application }: Observation): string {
  if (application !== null) {
    const received = new Map(application.variables);
    const values = NOTICED.map((name) => `${name}=${JSON.stringify(received.get(name) ?? '')}`);
    return `application "${application.name}" ${values.join(' ')}`;
  }
  return location === null ? `status ${status}` : `status ${status} to ${pathOf(location)}`;
}

/** Without the port, which each server has of its own. */
function pathOf(location: string): string {
  return location.replace(/^https?:\/\/[^/]*/, '');
}
