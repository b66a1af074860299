import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Layout } from '../../../src/core/target.ts';
import { createWorkspace, type Workspace } from '../../../src/live/workspace.ts';
import { targets } from '../../../src/targets/index.ts';
import { fineFiles } from '../../fine-files.ts';
import { SEED } from '../../seed.ts';
import { startedBy } from '../../served-app.ts';
import { arbitraryOf } from '../../structure/arbitrary-descriptor.ts';
import { needs } from '../needs.ts';
import { type Attempt, attempt, type Wish } from './attempt.ts';
import { complaintsOf } from './complaints.ts';
import { processCheckers } from './process-checkers.ts';
import { webChecker } from './web-checkers.ts';

const COUNT = Number(process.env.ACCEPTED ?? 150);

const schema = JSON.parse(readFileSync('schemas/deploy.schema.json', 'utf8'));
const fine: readonly unknown[] = fineFiles.map((path) =>
  parse(readFileSync(path, 'utf8'), { merge: true }),
);

const cases = targets.flatMap((target) => {
  const layouts: readonly Layout[] = target.layouts.length > 0 ? target.layouts : ['fragment'];
  return layouts.map((layout) => ({
    target,
    layout,
    wish: { target: target.name, layout },
    checker: processCheckers[target.name] ?? webChecker(target.name, layout),
  }));
});

describe.each(cases)(`$wish.target, $wish.layout, SEED=${SEED}`, ({ target, wish, checker }) => {
  const started = startedBy(target.name);
  const count = Math.ceil(COUNT / (checker.part ?? 1));
  const isServer = 'app' in started;
  const often = isServer ? { app: started.app, directory: '/' } : {};
  const real = isServer ? fine.map((one) => servedBy(often, one)) : fine;
  const wanted = [
    ...(isServer ? ['user', 'app', 'directory'] : target.capabilities.required),
    ...(wish.layout === 'site' ? ['hosts'] : []),
  ];

  describe.runIf(needs(...checker.needs))('accepts', () => {
    let workspace: Workspace;

    beforeAll(async () => {
      workspace = await createWorkspace();
    });
    afterAll(() => workspace.dispose());

    it('whatever renders', async () => {
      const attempts = randomAttempts({ wanted, often, count }, wish, workspace);

      expect(await complaintsOf(checker, attempts, wish)).toEqual([]);
      expect(attempts.length).toBe(count);
    });

    it('what real applications need', async () => {
      const attempts = attemptsOf(real, wish, workspace.path('fine'));

      expect(await complaintsOf(checker, attempts, wish)).toEqual([]);
      expect(attempts.length).toBeGreaterThan(10);
    });

    it('no file with a mistake', async () => {
      const attempts = attemptsOf(real, wish, workspace.path('broken'));

      for (const attempt of broken(attempts)) {
        expect(await checker.complaint([attempt])).not.toBeNull();
      }
    });
  });
});

/** What it would be, were its applications what a target serves. */
function servedBy(started: object, descriptor: unknown): unknown {
  if (typeof descriptor !== 'object' || descriptor === null) return descriptor;
  if ('apps' in descriptor && Array.isArray(descriptor.apps)) {
    return { ...descriptor, apps: descriptor.apps.map((app) => servedBy(started, app)) };
  }
  return { ...descriptor, command: undefined, threads: undefined, ...started };
}

/** The attempt with most files, with a mistake in one of them at a time. */
function broken(attempts: readonly Attempt[]): readonly Attempt[] {
  const [most] = attempts.toSorted((a, b) => b.files.length - a.files.length);
  if (most === undefined) throw new TypeError('nothing to break');
  return most.files.map((_, broken) => ({
    ...most,
    files: most.files.map((file, index) =>
      index === broken ? { ...file, text: `${file.text}deploygen\n[deploygen\n` } : file,
    ),
  }));
}

interface Random {
  readonly wanted: readonly string[];
  readonly often: object;
  readonly count: number;
}

function randomAttempts(
  { wanted, often, count }: Random,
  wish: Wish,
  workspace: Workspace,
): readonly Attempt[] {
  // Raw text stays in its place, but it is up to its author whether the program knows it.
  const descriptors = arbitraryOf(schema, wanted, { ...often }).filter(
    (descriptor) => !JSON.stringify(descriptor).includes('"extra":'),
  );
  const found: Attempt[] = [];
  for (let round = 0; found.length < count && round < 20; round += 1) {
    const some = fc.sample(descriptors, { seed: SEED + round, numRuns: 2 * count });
    found.push(...attemptsOf(some, wish, workspace.path(`random-${round}`)));
  }
  return found.slice(0, count);
}

function attemptsOf(
  descriptors: readonly unknown[],
  wish: Wish,
  folder: string,
): readonly Attempt[] {
  return descriptors.flatMap(
    (descriptor, index) => attempt(descriptor, wish, `${folder}-${index}`) ?? [],
  );
}
