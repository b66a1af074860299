import type { Answer } from '../../core/answer.ts';
import type { ByteString } from '../../core/byte-string.ts';
import { judge, type Observation, type Verdict } from '../../core/judge.ts';
import type { Deployment } from '../../core/model.ts';
import { foresee } from '../../core/reading.ts';
import { route } from '../../core/route.ts';
import type { Target } from '../../core/target.ts';
import { contentOf } from './content-of.ts';
import type { Probe } from './probe.ts';

/** What a probe brought to light. */
export interface Finding {
  readonly probe: Probe;
  readonly expected: Answer;
  readonly observed: Observation;
  readonly verdict: Verdict;
}

/** Judges what a server did against `route()`, and where it is wrong, against what the server is known for. */
export async function find(
  deployment: Deployment,
  { limits, readings = [] }: Target,
  { probe, observed }: { readonly probe: Probe; readonly observed: Observation },
): Promise<Finding> {
  const { request } = probe;
  const expected = route(deployment, request);
  const judged = { request, expected, observed };
  const verdict = judge(judged, await contentOf(expected), limits);
  if (verdict.kind !== 'wrong') {
    const why = mistaken(probe, expected, observed);
    return { ...judged, probe, verdict: why === null ? verdict : { kind: 'wrong', why } };
  }
  const foreseen = foresee(deployment, request, readings);
  const limit = foreseen.readings.find((reading) => reading.limit !== null)?.limit ?? null;
  if (limit === null) return { ...judged, probe, verdict };
  const { answer } = foreseen;
  const again = judge({ ...judged, expected: answer }, await contentOf(answer), limits);
  return {
    ...judged,
    probe,
    verdict: again.kind === 'wrong' ? verdict : { kind: 'limit', id: limit },
  };
}

/** Variables that a probe is about. */
function mistaken(
  { variables, bodyBytes }: Probe,
  expected: Answer,
  { application }: Observation,
): string | null {
  if (expected.kind !== 'application' || application === null) return null;
  const received = new Map<string, ByteString>(application.variables);
  for (const [name, value] of Object.entries(variables)) {
    const got = received.get(name) ?? null;
    if (got !== value) return `${name} is ${show(got)} instead of ${show(value)}`;
  }
  const { bodyBytes: got } = application;
  return got === bodyBytes ? null : `${got} bytes of the body arrived instead of ${bodyBytes}`;
}

function show(value: string | null): string {
  return value === null ? 'absent' : JSON.stringify(value);
}
