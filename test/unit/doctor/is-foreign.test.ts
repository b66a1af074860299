import { describe, expect, it } from 'vitest';
import { route } from '../../../src/core/route.ts';
import { isForeign } from '../../../src/doctor/host/is-foreign.ts';
import { deploymentOf } from '../core/deployment-of.ts';

const SITE = { name: 'shop', hosts: ['shop.example'], socket: '/run/shop/app.sock' };
const FILE = ['etag', 'last-modified', 'accept-ranges'];

describe('the answer of a web server', () => {
  it.each([
    ['404 where the application answers', { status: 404 }],
    ['421 where the application answers', { status: 421 }],
    ['404 where the application redirects', { status: 404, application: 302 }],
    ['404 where the application asks for a password', { status: 404, application: 401 }],
    ['404 where the site should redirect', { status: 404, canonical_host: 'www.shop.example' }],
    ['a file where the application answers', { status: 200, names: FILE }],
  ])('is of another site: %s', (_, given) => {
    expect(judged(given)).toBe(true);
  });

  it.each([
    ['404 of the application', { status: 404, application: 404 }],
    [
      '404 where the application redirects to where it is asked',
      { status: 404, application: 301, isTls: true },
    ],
    ['404 from where the application leads it', { status: 404, own: ['Location: /gone'] }],
    [
      'a file that the application has sent',
      { status: 200, names: FILE, own: ['X-Sendfile: /srv/a'] },
    ],
    ['a file where the application says so', { status: 200, names: FILE, own: ['ETag: "1"'] }],
    ['half of what is said of a file', { status: 200, names: ['etag', 'last-modified'] }],
    ['403', { status: 403 }],
    ['a redirect', { status: 301 }],
  ])('is not told from its own: %s', (_, given) => {
    expect(judged(given)).toBe(false);
  });
});

function judged({
  status,
  names = [],
  application = 200,
  own = [],
  isTls = false,
  ...fields
}: Given): boolean {
  const hosts = [
    ...SITE.hosts,
    ...(fields.canonical_host === undefined ? [] : [fields.canonical_host]),
  ];
  const deployment = deploymentOf({ ...SITE, hosts, ...fields });
  return isForeign(
    { kind: 'answer', status, server: '', headerNames: names },
    {
      expected: route(deployment, { method: 'GET', target: '/', host: 'shop.example' }),
      answered: { status: application, headers: own, stderr: '' },
      isTls,
    },
  );
}

interface Given {
  readonly status: number;
  readonly names?: readonly string[];
  /** What the application itself has answered. */
  readonly application?: number;
  readonly own?: readonly string[];
  readonly isTls?: boolean;
  readonly canonical_host?: string;
}
