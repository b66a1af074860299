import { encodePath } from '../../core/byte-string.ts';
import type { Deployment } from '../../core/model.ts';
import { owners } from '../../core/owners.ts';
import { corpus, type LabelledTarget } from '../corpus.ts';
import { randomTargets } from '../random-targets.ts';
import type { Probe } from './probe.ts';

export interface ProbeOptions {
  /** How many random targets to add. */
  readonly random: number;
  readonly seed: number;
}

/** Everything that a deployment is asked: the corpus for each owner, bodies and forged headers for each mount. */
export function probes(deployment: Deployment, { random, seed }: ProbeOptions): readonly Probe[] {
  const all = owners(deployment);
  const urls = (kind: 'application' | 'static'): readonly string[] =>
    all.filter((owner) => owner.kind === kind).map(({ url }) => url.value);
  const asked = { mounts: urls('application'), statics: urls('static') };
  const targets = [...corpus(asked), ...randomTargets(asked, seed, random)];
  return [...targets.map(plainProbe), ...asked.mounts.flatMap(mountProbes)];
}

function plainProbe({ owner, label, target }: LabelledTarget): Probe {
  return { owner, label, request: { method: 'GET', target }, variables: {}, bodyBytes: 0 };
}

/** What GATEWAY's variables must be in spite of the client, and how bodies arrive. */
function mountProbes(mount: string): readonly Probe[] {
  const target = `${encodePath(mount)}/a%20b?x=1`;
  const body = Buffer.from('0123456789');
  const form = ['Host: localhost', 'Content-Type: text/plain'];
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
    ...FORGED.map(([header, variables]) =>
      probe(`the header ${header}`, { headers: ['Host: localhost', header] }, { variables }),
    ),
  ];
}

/** Headers with which a client tries to set variables that are not its own. */
const FORGED: readonly (readonly [header: string, variables: Probe['variables']])[] = [
  ['Proxy: http://evil.example', { HTTP_PROXY: null }],
  ['Authorization: Basic YWRtaW46eA==', { REMOTE_USER: null }],
  ['Script_Name: /evil', {}],
  ['Path-Info: /evil', {}],
  ['Https: on', { HTTPS: null }],
  ['Remote-Addr: 192.0.2.1', { REMOTE_ADDR: '127.0.0.1' }],
  ['Remote-User: admin', { REMOTE_USER: null }],
];
