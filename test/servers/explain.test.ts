import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ByteString } from '../../src/core/byte-string.ts';
import { judge, type Observation } from '../../src/core/judge.ts';
import type { Deployment } from '../../src/core/model.ts';
import { foresee } from '../../src/core/reading.ts';
import type { Target } from '../../src/core/target.ts';
import { load, render } from '../../src/deploygen.ts';
import { explain } from '../../src/explain/explanation.ts';
import { explanationsJson } from '../../src/explain/explanations-json.ts';
import type { PlainAnswer } from '../../src/explain/plain-answer.ts';
import { observe } from '../../src/live/observe.ts';
import { contentOf } from '../../src/live/prove/content-of.ts';
import type { Probe } from '../../src/live/prove/probe.ts';
import { probes } from '../../src/live/prove/probes.ts';
import { relocate } from '../../src/live/prove/relocate.ts';
import { startStage } from '../../src/live/stage.ts';
import type { WebServer } from '../../src/live/web-server.ts';
import { createWorkspace } from '../../src/live/workspace.ts';
import { findTarget } from '../../src/targets/index.ts';
import { SEED } from '../seed.ts';
import { describeWebServers } from './web-servers.ts';

/** For the random descriptors of each server; those that are left over are not asked about. */
const MILLISECONDS = 7000;

describeWebServers(`answers what explain says, SEED=${SEED}`, (webServer) => {
  it('for random descriptors and every URL that prove asks about', async () => {
    const target = findTarget(webServer.name);
    if (target === undefined) throw new TypeError('every web server is a target');
    const end = Date.now() + MILLISECONDS;
    let asked = 0;
    const check = async (descriptor: object): Promise<void> => {
      // Rather than interruptAfterTimeLimit, which leaves a server running.
      if (asked > 100 && Date.now() > end) return;
      const { wrong, count } = await compare(descriptor, { target, webServer });
      asked += count;
      expect(wrong).toEqual([]);
    };

    await fc.assert(fc.asyncProperty(arbitraryDescriptor, check), {
      seed: SEED,
      numRuns: 40,
      endOnFailure: true,
    });

    expect(asked).toBeGreaterThan(100);
  });
});

interface Server {
  readonly target: Target;
  readonly webServer: WebServer;
}

/** Where the server does otherwise than the JSON of `explain` says. */
async function compare(descriptor: object, { target, webServer }: Server) {
  const loaded = load(JSON.stringify(descriptor), 'deploy.yaml');
  if (!loaded.ok) throw new TypeError(loaded.diagnostics[0]?.message);
  const standalone = { layout: 'standalone', stateDirectory: '/srv/state' } as const;
  const wrong: string[] = [];
  // What it cannot express, it answers nothing to.
  if (!render(loaded.deployment, target.name, standalone).ok) return { wrong, count: 0 };
  await using workspace = await createWorkspace();
  const deployment = await relocate(loaded.deployment, workspace);
  await using stage = await startStage(deployment, webServer, { workspace });
  const all = probes(deployment, { random: 100, seed: SEED }).filter(isPlain);
  for (const { request } of all) {
    const observed = await observe(stage.client, request);
    const answer = explained(deployment, request, target);
    const why = await mistake(answer, observed);
    if (why === null || (await isExcused(deployment, { request, observed, target }))) continue;
    wrong.push(`${request.method} ${JSON.stringify(request.target)}: ${why}`);
  }
  return { wrong, count: all.length };
}

/** `explain` is told of no bodies and no headers; HEAD has nothing to compare. */
function isPlain({ request: { method, target } }: Probe): boolean {
  return method === 'GET' && !/^https?:/i.test(target);
}

function explained(
  deployment: Deployment,
  { method, target, client, user }: Probe['request'],
  server: Target,
): PlainAnswer {
  const request = {
    method,
    target,
    ...(client === undefined ? {} : { client }),
    ...(user === undefined ? {} : { user }),
  };
  const json = explanationsJson([explain(deployment, { text: target, request }, [server])], []);
  const { urls } = JSON.parse(json) as {
    readonly urls: readonly { readonly answers: readonly PlainAnswer[] }[];
  };
  const answer = urls[0]?.answers[0];
  if (answer === undefined) throw new TypeError('one server has one answer');
  return answer;
}

/** What is not as the JSON says; nothing of judge() is asked. */
async function mistake(answer: PlainAnswer, observed: Observation): Promise<string | null> {
  const { kind, statuses, instead, location, file = '', missing = null } = answer;
  const { status, body, application } = observed;
  if (kind === 'application') return applicationMistake(answer, observed);
  if (kind === 'file') {
    const content = await contentAt(file);
    if (content === null && missing !== null) return mistake(missing, observed);
    if (content !== null && status === 200 && body === content) return null;
    if (content !== null && statuses?.includes(200)) return `${status} instead of ${file}`;
  }
  if (application !== null) return `"${application.name}" instead of ${kind}`;
  if (statuses === null || instead.includes(status)) return null;
  if (!statuses.includes(status)) return `${status} instead of ${kind}, ${statuses.join()}`;
  if (kind !== 'redirect') return null;
  const path = (text: string) => text.replace(/^https?:\/\/[^/]*|\?$/g, '').toLowerCase();
  const leads = path(observed.location ?? '');
  return leads === path(location ?? '') ? null : `to ${leads} instead of ${location}`;
}

function applicationMistake(
  { application: name, variables = {}, absent = [] }: PlainAnswer,
  { status, application }: Observation,
): string | null {
  if (application?.name !== name) return `${application?.name ?? status} instead of "${name}"`;
  const received = new Map(application?.variables);
  const differs = Object.entries(variables).find(
    ([each, value]) => (received.get(each) ?? '') !== value,
  );
  if (differs !== undefined) return `${differs[0]} is ${JSON.stringify(received.get(differs[0]))}`;
  const unwanted = absent.find((each) => (received.get(each) ?? '') !== '');
  return unwanted === undefined ? null : `there is ${unwanted}`;
}

async function contentAt(path: ByteString): Promise<ByteString | null> {
  const answer = { kind: 'file', static: null, path, otherwise: null } as const;
  return contentOf({ ...answer, statuses: null, refusals: [], headers: [], because: [] });
}

/** Limits that `explain` does not foresee: how a query is spelt, what comes before the refusal of an encoded slash, and names that no file can have. */
const UNFORESEEN = [
  'lighttpd-normalised-query',
  'lighttpd-late-encoded-slashes',
  'lighttpd-static-names',
  'apache-long-names',
  'apache-control-characters',
];

async function isExcused(
  deployment: Deployment,
  {
    request,
    observed,
    target,
  }: {
    readonly request: Probe['request'];
    readonly observed: Observation;
    readonly target: Target;
  },
): Promise<boolean> {
  const { answer } = foresee(deployment, request, target.readings ?? []);
  const excuses = target.limits.filter(({ id }) => UNFORESEEN.includes(id));
  const expected = { ...answer, refusals: [] };
  return judge({ request, expected, observed }, await contentOf(answer), excuses).kind === 'limit';
}

const arbitraryApplication = fc.record(
  {
    bare_mount: fc.constantFrom('redirect', 'slash', 'empty'),
    statics: fc.subarray(['static', 'files', 'ç', 'a b']),
    fallthrough: fc.boolean(),
    dotfiles: fc.boolean(),
    index: fc.boolean(),
    deny: fc.subarray(['private', 'static/sub', 'a.b']),
    redirects: fc.subarray(['old', 'very/old/']),
    auth: fc.constantFrom(null, [], ['staff'], ['static/sub', 'staff']),
    anonymous: fc.boolean(),
    pass_authorization: fc.boolean(),
    allow: fc.constantFrom(null, ['127.0.0.0/8'], ['10.0.0.0/8']),
    down: fc.boolean(),
    params: fc.constantFrom({}, { GREETING: 'a "b" $c %d é' }),
  },
  { noNullPrototype: true },
);

/** Several applications with whatever policies, each below its own mount. */
const arbitraryDescriptor = fc
  .record({
    mounts: fc.uniqueArray(
      fc.constantFrom('/', '/app', '/app/admin', '/application', '/my app', '/é', '/a.b+c(d)'),
      { minLength: 1, maxLength: 3 },
    ),
    all: fc.array(arbitraryApplication, { minLength: 3, maxLength: 3 }),
    rejects: fc.boolean(),
  })
  .map(({ mounts, all, rejects }) => ({
    name: 'random',
    ...(rejects ? { encoded_slashes: 'reject' } : {}),
    apps: mounts.map((mount, index) => toApplication(mount, index, all[index])),
  }));

type Chosen = typeof arbitraryApplication extends fc.Arbitrary<infer T> ? T : never;

function toApplication(mount: string, index: number, chosen: Chosen | undefined): object {
  if (chosen === undefined) throw new TypeError('there are as many as mounts');
  const base = mount === '/' ? '' : mount;
  const at = (name: string): string => `${base}/${name}`;
  return {
    name: `app-${index}`,
    mount,
    socket: `/run/app-${index}/app.sock`,
    bare_mount: mount === '/' ? 'redirect' : chosen.bare_mount,
    pass_authorization: chosen.pass_authorization,
    params: chosen.params,
    ...filled(
      'static',
      chosen.statics.map((name) => ({
        url: `${at(name)}/`,
        path: `/srv/app-${index}/${name}/`,
        fallthrough: chosen.fallthrough,
        dotfiles: chosen.dotfiles,
        ...(chosen.index ? { index: 'index.html' } : {}),
      })),
    ),
    ...filled('deny', chosen.deny.map(at)),
    ...filled(
      'redirects',
      chosen.redirects.map((name) => ({ from: at(name), to: '/to?x', status: 301 })),
    ),
    ...(chosen.auth === null ? {} : { auth: authOf(chosen, at) }),
    ...(chosen.allow === null ? {} : { allow: chosen.allow }),
    ...(chosen.down ? { maintenance: { page: '/srv/503.html', active: true } } : {}),
  };
}

/** An empty list is a mistake. */
function filled(field: string, items: readonly unknown[]): object {
  return items.length === 0 ? {} : { [field]: items };
}

function authOf({ auth, anonymous }: Chosen, at: (name: string) => string): object {
  return {
    basic: {
      realm: 'staff',
      file: '/etc/users',
      ...(auth === null || auth.length === 0 ? {} : { paths: auth.map(at) }),
      ...(anonymous ? { anonymous_methods: ['GET'] } : {}),
    },
  };
}
