import { encodePath } from '../../core/byte-string.ts';
import type { Application, Deployment } from '../../core/model.ts';
import { owners } from '../../core/owners.ts';
import { corpus, type LabelledTarget, type Owners } from '../corpus.ts';
import { randomTargets } from '../random-targets.ts';
import type { Probe } from './probe.ts';
import { PROVER } from './prover.ts';

export interface ProbeOptions {
  /** How many random targets to add. */
  readonly random: number;
  readonly seed: number;
}

/**
 * Everything that a deployment is asked: the corpus for each owner and each path of a policy, bodies and forged headers for each
 * mount. Where somebody is asked for a password, the one user that there is has sent it, but for a few requests.
 */
export function probes(deployment: Deployment, { random, seed }: ProbeOptions): readonly Probe[] {
  const asked = askedAbout(deployment);
  const targets = [...corpus(asked), ...randomTargets(asked, seed, random)];
  const plain = [...targets.map(plainProbe), ...deployment.applications.flatMap(mountProbes)];
  const isGuarded = deployment.applications.some(({ auth }) => auth !== null);
  const all = isGuarded ? [...plain.map(withUser), ...guardProbes(deployment)] : plain;
  return all.map((probe) => ({ ...probe, request: { ...probe.request, client: '127.0.0.1' } }));
}

/** Policies own paths, too: as a mount does, or as a file. */
function askedAbout(deployment: Deployment): Owners {
  const { applications } = deployment;
  const all = owners(deployment);
  const urls = (kind: 'application' | 'static'): readonly string[] =>
    all.filter((owner) => owner.kind === kind).map(({ url }) => url.value);
  const policies = applications.flatMap(({ deny, auth }) => [...deny, ...(auth?.paths ?? [])]);
  const redirects = applications.flatMap(({ redirects: each }) => each.map(({ from }) => from));
  return {
    mounts: [...urls('application'), ...policies.map(({ value }) => value)],
    statics: [...urls('static'), ...redirects.map(({ value }) => value.replace(/\/$/, ''))],
  };
}

function withUser(probe: Probe): Probe {
  const { headers = HOST } = probe.request;
  if (headers.some((line) => /^authorization:/i.test(line))) return probe;
  const request = { ...probe.request, headers: [...headers, PROVER.credentials] };
  return { ...probe, request: { ...request, user: PROVER.name } };
}

/** Nobody, and somebody with a wrong password, where a user is needed. */
function guardProbes({ applications }: Deployment): readonly Probe[] {
  return applications.flatMap(({ auth, mount }) => {
    if (auth === null) return [];
    const urls = auth.paths.length > 0 ? auth.paths : [mount];
    return urls.flatMap(({ value: owner }) =>
      ['GET', 'POST'].flatMap((method) =>
        [HOST, [...HOST, PROVER.wrong]].map((headers, index) => ({
          owner,
          label: index === 0 ? `${method} by nobody` : `${method} with a wrong password`,
          request: {
            method,
            target: `${encodePath(owner)}/a`,
            headers,
            ...(method === 'POST' ? { body: Buffer.from('x') } : {}),
          },
          variables: {},
          bodyBytes: 0,
        })),
      ),
    );
  });
}

const HOST: readonly string[] = ['Host: localhost'];

function plainProbe({ owner, label, target }: LabelledTarget): Probe {
  return { owner, label, request: { method: 'GET', target }, variables: {}, bodyBytes: 0 };
}

/** What GATEWAY's variables must be in spite of the client, and how bodies arrive. */
function mountProbes({ mount: { value: mount }, protocol }: Application): readonly Probe[] {
  const forged = protocol.value === 'http' ? [...FORGED, ...FORGED_OVER_HTTP] : FORGED;
  const target = `${encodePath(mount)}/a%20b?x=1`;
  const body = Buffer.from('0123456789');
  const form = [...HOST, 'Content-Type: text/plain'];
  const probe = (label: string, request: Partial<Probe['request']>, more: Partial<Probe> = {}) => ({
    owner: mount,
    label,
    request: { method: 'GET', target, ...request },
    variables: {},
    bodyBytes: 0,
    ...more,
  });
  const received = {
    CONTENT_LENGTH: '10',
    CONTENT_TYPE: 'text/plain',
    HTTP_TRANSFER_ENCODING: null,
  };
  return [
    probe('HEAD', { method: 'HEAD' }),
    probe(
      'a body',
      { method: 'POST', body, headers: form },
      { variables: received, bodyBytes: 10 },
    ),
    probe(
      'a body in chunks',
      { method: 'POST', body, headers: form, chunkSizes: [3] },
      { variables: received, bodyBytes: 10 },
    ),
    ...forged.map(([header, variables]) =>
      probe(`the header ${header}`, { headers: [...HOST, header] }, { variables }),
    ),
  ];
}

/** Headers with which a client tries to set variables that are not its own. */
const FORGED: readonly (readonly [header: string, variables: Probe['variables']])[] = [
  ['Proxy: http://evil.example', { HTTP_PROXY: null }],
  ['Authorization: Basic YWRtaW46eA==', {}],
  ['Script_Name: /evil', {}],
  ['Path-Info: /evil', {}],
  ['Https: on', { HTTPS: null }],
  ['Remote-Addr: 192.0.2.1', { REMOTE_ADDR: '127.0.0.1' }],
  ['Remote-User: admin', {}],
];

/** Those that the web server says over HTTP, in spellings that become the same variable. */
const FORGED_OVER_HTTP: typeof FORGED = [
  ['X-Forwarded-For: 192.0.2.1', { REMOTE_ADDR: '127.0.0.1' }],
  ['X_Forwarded_For: 192.0.2.1', { REMOTE_ADDR: '127.0.0.1' }],
  ['X-Forwarded-Proto: https', { HTTPS: null }],
  ['X-Forwarded_Proto: https', { HTTPS: null }],
  ['X-Forwarded-Prefix: /evil', { HTTP_X_FORWARDED_PREFIX: null }],
  ['X-Remote-User: admin', {}],
  ['X_Remote-User: admin', {}],
  ['Forwarded: for=192.0.2.1', { HTTP_FORWARDED: null }],
];
