import { expect, it } from 'vitest';
import type { Request } from '../../src/core/answer.ts';
import { judge, type Observation } from '../../src/core/judge.ts';
import { type Foreseen, foresee } from '../../src/core/reading.ts';
import { corpus } from '../../src/live/corpus.ts';
import { observe } from '../../src/live/observe.ts';
import { randomTargets } from '../../src/live/random-targets.ts';
import { findTarget } from '../../src/targets/index.ts';
import { writeSite } from './matrix/site.ts';
import { staged } from './staged.ts';
import { describeWebServers } from './web-servers.ts';

describeWebServers('reads request targets as its readings foresee', (webServer) => {
  const target = findTarget(webServer.name);
  const excuses = target?.limits.filter(({ id }) => SPELLING.includes(id)) ?? [];

  it.each([1, 2])('also random ones (seed %i)', async (seed) => {
    await using stage = await staged(webServer, async (workspace) => ({
      mount: '/app',
      static: { '/app/static/': await writeSite(workspace) },
    }));
    const targets = [...corpus(OWNERS), ...randomTargets(OWNERS, seed, 2000)];
    const wrong: string[] = [];

    for (const { target: text } of targets) {
      const request = { method: 'GET', target: text };
      const foreseen = foresee(stage.deployment, request, target?.readings ?? []);
      const observed = await observe(stage.client, request);
      const why = mistake(foreseen, request, observed);
      if (why !== null) wrong.push(`${JSON.stringify(text)}: ${why}`);
    }

    expect(wrong).toEqual([]);
  });

  /** Exactly what is foreseen: nothing is left to the server. */
  function mistake({ answer }: Foreseen, request: Request, observed: Observation): string | null {
    const content = observed.status === 200 ? observed.body : null;
    const expected = { ...answer, refusals: [] };
    const verdict = judge({ request, expected, observed }, content, excuses);
    return verdict.kind === 'wrong' ? verdict.why : null;
  }
});

const OWNERS = { mounts: ['/app'], statics: ['/app/static/'] };

/** Limits that are about how a target is spelt, or concern targets that nobody asks `explain` about. */
const SPELLING = ['lighttpd-normalised-query', 'lighttpd-absolute-form'];
