import { describe, expect, it } from 'vitest';
import { explainWords } from '../../../src/cli/explain-words.ts';
import { type Circumstances, readUrl } from '../../../src/explain/asked-url.ts';
import { type Explanation, explain } from '../../../src/explain/explanation.ts';
import { explanationsJson } from '../../../src/explain/explanations-json.ts';
import { explanationsText } from '../../../src/explain/explanations-text.ts';
import { targets } from '../../../src/targets/index.ts';
import { deploymentOf } from '../core/deployment-of.ts';

const SHOP = `name: shop
mount: /shop
socket: /run/shop/app.sock
static:
  /shop/static/: {path: /srv/shop/static/, index: index.html}
  /shop/media/: {path: /srv/shop/media/, fallthrough: true}
deny: [/shop/private]
redirects: [{from: /old, to: /shop/new, status: 301}]
`;

const SITE = `${SHOP}hosts: [shop.example, "*.shop.example"]
tls: {certificate: /etc/c.pem, key: /etc/k.pem}
canonical_host: shop.example
allow: [10.0.0.0/8]
auth: {basic: {realm: staff, file: /etc/shop/users, paths: [/shop/staff], anonymous_methods: [GET]}}
`;

function explained(
  descriptor: string,
  url: string,
  circumstances: Partial<Circumstances> = {},
): Explanation {
  const deployment = deploymentOf(descriptor);
  const asked = readUrl(url, { method: 'GET', ...circumstances }, deployment);
  if (asked === null) throw new TypeError(`${url} is no URL`);
  return explain(
    deployment,
    asked,
    ['nginx', 'apache', 'lighttpd'].flatMap((name) => targets.filter((each) => each.name === name)),
  );
}

/** The answers, each after who gives it, and what decided it. */
function answers(explanation: Explanation) {
  return explanation.groups.map(({ targets: names, answer }) => ({
    names: names.join(' '),
    kind: answer.kind,
    because: answer.because.map(({ what, at }) => (at === null ? what : `${what} ${at}`)),
  }));
}

describe('an explanation', () => {
  it.each([
    ['/shop/a', 'application', ['mount "/shop" deploy.yaml:2:8']],
    ['/shop', 'redirect', ['mount "/shop" deploy.yaml:2:8', 'bare_mount: redirect']],
    ['/shop/static/a', 'file', ['static "/shop/static/" deploy.yaml:5:3']],
    [
      '/shop/static/',
      'file',
      ['static "/shop/static/" deploy.yaml:5:3', 'index "index.html" deploy.yaml:5:51'],
    ],
    ['/shop/static/.env', 'denied', ['static "/shop/static/" deploy.yaml:5:3', 'dotfiles: false']],
    ['/shop/private/x', 'denied', ['deny "/shop/private" deploy.yaml:7:8']],
    ['/old', 'redirect', ['redirect from "/old" deploy.yaml:8:20']],
    ['/apple', 'none', ['no mount and no static URL has this path']],
  ])('says who won %s, and where that stands', (url, kind, because) => {
    expect(answers(explained(SHOP, url))).toEqual([
      { names: 'nginx apache lighttpd', kind, because },
    ]);
  });

  it.each([
    ['http://shop.example/shop/', {}, 'redirect', ['tls.redirect']],
    ['https://www.shop.example/shop/', {}, 'redirect', ['canonical_host deploy.yaml:11:17']],
    ['https://else.example/', {}, 'none', ['hosts do not name "else.example" deploy.yaml:9:9']],
    [
      '/shop/',
      { client: '192.0.2.1' },
      'denied',
      ['mount "/shop" deploy.yaml:2:8', 'allow has no 192.0.2.1 deploy.yaml:12:9'],
    ],
    [
      '/shop/staff',
      { method: 'POST' },
      'unauthenticated',
      [
        'mount "/shop" deploy.yaml:2:8',
        'allow: a client that it lets in, else 403 deploy.yaml:12:9',
        'auth: no user deploy.yaml:13:36',
      ],
    ],
    [
      'https://SHOP.example:443/shop/staff',
      { method: 'POST', user: 'kim', client: '10.1.2.3' },
      'application',
      [
        'mount "/shop" deploy.yaml:2:8',
        'allow: 10.1.2.3 deploy.yaml:12:9',
        'auth: user "kim" deploy.yaml:13:36',
      ],
    ],
  ] as const)('says what the site makes of %s, %o', (url, circumstances, kind, because) => {
    const [group] = answers(explained(SITE, url, circumstances));

    expect(group).toMatchObject({ kind, because });
  });

  it('says what becomes of the path before anybody gets it', () => {
    const { path, steps } = explained(SHOP, '/shop//a%20b/./../c#part');

    expect(path).toBe('/shop/c');
    expect(steps).toEqual(['percent-decoded', 'repeated slashes merged', '"." and ".." removed']);
  });

  it('tells servers apart where they differ, with the limit that it is', () => {
    const { groups } = explained(SHOP, '/shop/100%');

    expect(groups).toMatchObject([
      { targets: ['nginx', 'apache'], answer: { kind: 'refused', statuses: [400] } },
      {
        targets: ['lighttpd'],
        answer: { kind: 'application', variables: { PATH_INFO: '/100%' } },
        readings: [{ target: 'lighttpd', limit: 'lighttpd-malformed-percent' }],
      },
    ]);
  });

  it('is a table for a terminal, on which nothing of a URL is left to the terminal', () => {
    const text = explanationsText(
      [explained(SHOP, '/shop/media/%1b[2J?x=1'), explained(SHOP, '/shop/é')],
      [{ target: 'other', message: 'it has no folders' }],
    );

    expect(text).toBe(`GET /shop/media/%1b[2J?x=1
  path          /shop/media/\\u001b[2J (percent-decoded)

  nginx, apache
  answer        file /srv/shop/media/\\u001b[2J
  if missing    application "shop"
  SCRIPT_NAME   /shop
  PATH_INFO     /media/\\u001b[2J
  REQUEST_URI   /shop/media/%1b[2J?x=1
  QUERY_STRING  x=1
  why           fallthrough: true (deploy.yaml:6:55)
  why           static "/shop/media/" (deploy.yaml:6:3)

  lighttpd
  answer        refused: 400
  limit         answers 400 to control characters, in path or query [lighttpd-control-characters]

GET /shop/%C3%A9
  path          /shop/é (percent-decoded)

  nginx, apache, lighttpd
  answer        application "shop"
  SCRIPT_NAME   /shop
  PATH_INFO     /é
  REQUEST_URI   /shop/%C3%A9
  QUERY_STRING  ""
  why           mount "/shop" (deploy.yaml:2:8)
other: cannot express this descriptor: it has no folders
`);
  });

  it('keeps every byte in JSON', () => {
    const json = JSON.parse(explanationsJson([explained(SHOP, '/shop/%ff%C3%A9')], []));

    expect(json).toMatchObject({
      version: 1,
      urls: [{ answers: [{ variables: { PATH_INFO: '/\u00ff\u00c3\u00a9' } }] }],
      unable: [],
    });
  });
});

describe('the words after explain', () => {
  it.each([
    [[], 'deploy.yaml', []],
    [['/shop/x'], 'deploy.yaml', ['/shop/x']],
    [['http://a/shop', '/b.yaml'], 'deploy.yaml', ['http://a/shop', '/b.yaml']],
    [['shop.yaml', '/shop'], 'shop.yaml', ['/shop']],
    [['./x', '/shop'], './x', ['/shop']],
    [['-', '/shop'], '-', ['/shop']],
    [['/etc/shop/deploy.yaml', '/openapi.yaml'], '/etc/shop/deploy.yaml', ['/openapi.yaml']],
    [['/openapi.yml?x', '/y'], 'deploy.yaml', ['/openapi.yml?x', '/y']],
    [['/openapi.json'], 'deploy.yaml', ['/openapi.json']],
    [['/dev/fd/63', '/shop'], '/dev/fd/63', ['/shop']],
    [['/dev/fd', '/shop'], 'deploy.yaml', ['/dev/fd', '/shop']],
    [['deploy.yaml', 'other.yaml'], 'deploy.yaml', ['other.yaml']],
  ])('%j name the descriptor and URLs', (words, descriptor, urls) => {
    expect(explainWords(words)).toEqual({ descriptor, urls });
  });

  it.each(['other.yaml', 'ftp://a/b', '', 'http://user@host/', '?x=1'])(
    'does not take %j for a URL',
    (text) => {
      expect(readUrl(text, { method: 'GET' }, deploymentOf(SHOP))).toBeNull();
    },
  );
});
