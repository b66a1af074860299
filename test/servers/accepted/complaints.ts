import { type Attempt, attempt, type Wish } from './attempt.ts';
import type { Checker } from './checker.ts';
import { smaller } from './smaller.ts';

/** Has a program check attempts; returns what it has to say, with the smallest descriptors that make it say so. */
export async function complaintsOf(
  checker: Checker,
  attempts: readonly Attempt[],
  wish: Wish,
): Promise<readonly string[]> {
  const complaints: string[] = [];
  const groups = Array.from({ length: Math.ceil(attempts.length / checker.most) }, (_, index) =>
    attempts.slice(index * checker.most, (index + 1) * checker.most),
  );
  const next = groups.values();
  // As many at once as there are cores to expect.
  await Promise.all([work(), work()]);
  return complaints;

  async function work(): Promise<void> {
    for (const group of next) {
      if (complaints.length >= ENOUGH) return;
      const culprit = await culpritOf(checker, group);
      if (culprit !== null) complaints.push(await explain(checker, culprit, wish));
    }
  }
}

/** Nobody reads more, and each takes many checks. */
const ENOUGH = 3;

/** Bisects: the first of those that go wrong; of those that go wrong together only, the first. */
async function culpritOf(checker: Checker, group: readonly Attempt[]): Promise<Attempt | null> {
  const [first] = group;
  if (first === undefined || (await checker.complaint(group)) === null) return null;
  const half = Math.ceil(group.length / 2);
  if (group.length === 1) return first;
  return (
    (await culpritOf(checker, group.slice(0, half))) ??
    (await culpritOf(checker, group.slice(half))) ??
    first
  );
}

/** Makes the descriptor smaller while the program still complains. */
async function explain(checker: Checker, culprit: Attempt, wish: Wish): Promise<string> {
  let best = culprit;
  let complaint = (await checker.complaint([culprit])) ?? 'nothing, of this one alone';
  let left = MOST_TRIES;
  for (let isSmaller = true; isSmaller; ) {
    isSmaller = false;
    for (const descriptor of smaller(best.descriptor)) {
      if (left === 0) break;
      const candidate = attempt(descriptor, wish, `${culprit.folder}-${left}`);
      if (candidate === null) continue;
      left -= 1;
      const found = await checker.complaint([candidate]);
      if (found === null) continue;
      [best, complaint, isSmaller] = [candidate, found, true];
      break;
    }
  }
  return `${best.source}\n${complaint}`;
}

const MOST_TRIES = 100;
