import type { Answer } from '../core/answer.ts';
import type { Deployment } from '../core/model.ts';
import { foresee, type Reading } from '../core/reading.ts';
import type { Target } from '../core/target.ts';
import type { AskedUrl } from './asked-url.ts';
import { type PathSteps, pathSteps } from './path-steps.ts';
import { type PlainAnswer, plainAnswer } from './plain-answer.ts';

/** What web servers do with a URL. */
export interface Explanation extends PathSteps {
  readonly asked: AskedUrl;
  /** Those that answer alike stand together. */
  readonly groups: readonly Group[];
}

export interface Group {
  readonly targets: readonly string[];
  readonly answer: PlainAnswer;
  /** Where they take the request otherwise than written: what they do, and the limit that it is. */
  readonly readings: readonly (Pick<Reading, 'limit' | 'why'> & { readonly target: string })[];
}

/** Says what each of some web servers answers, and why; of process targets, what they have applications make otherwise of it. */
export function explain(
  deployment: Deployment,
  asked: AskedUrl,
  targets: readonly Pick<Target, 'name' | 'side' | 'readings' | 'misreads'>[],
): Explanation {
  const managers = targets.filter(({ side }) => side === 'process');
  const groups = new Map<string, Group>();
  for (const { name, readings = [] } of targets.filter(({ side }) => side === 'web')) {
    const foreseen = foresee(deployment, asked.request, readings);
    const answer = plainAnswer(exactly(foreseen.answer));
    const misread = managers.flatMap((manager) => misreading(manager, foreseen.answer, asked));
    const key = JSON.stringify(answer);
    const alike = groups.get(key);
    const used = foreseen.readings.map(({ limit, why }) => ({ target: name, limit, why }));
    const known = alike?.readings ?? misread;
    groups.set(key, {
      targets: [...(alike?.targets ?? []), name],
      answer,
      readings: [...known, ...used],
    });
  }
  return { asked, ...pathSteps(asked.request.target), groups: [...groups.values()] };
}

function misreading(
  { name, misreads }: Pick<Target, 'name' | 'misreads'>,
  answer: Answer,
  { request }: AskedUrl,
): Group['readings'] {
  if (answer.kind !== 'application') return [];
  const found = misreads?.(answer.application, request.target) ?? null;
  return found === null ? [] : [{ target: name, ...found }];
}

/** The readings tell when a server makes use of its freedom to refuse; whether a guard comes before a redirect, or before what is hidden, they do not. */
function exactly(answer: Answer): Answer {
  const isGuarded = answer.kind === 'redirect' || answer.kind === 'denied';
  return isGuarded ? answer : { ...answer, refusals: [] };
}
