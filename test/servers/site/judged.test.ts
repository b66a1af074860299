import { expect, it } from 'vitest';
import { load } from '../../../src/deploygen.ts';
import { type HttpClient, httpClient } from '../../../src/live/http.ts';
import { sampleFiles } from '../../../src/live/prove/sample-files.ts';
import { describeWebServers } from '../web-servers.ts';
import { type Asked, judgeAll, PASSWORDS } from './asked.ts';
import { type SiteSurroundings, withSites } from './with-sites.ts';

const PROXY = '127.0.0.2';

/** Everything that a site can have, on all servers. */
function everything(where: SiteSurroundings, fields: object): object {
  const { workspace } = where;
  const files = `${workspace.path('files')}/`;
  return {
    name: 'site-1',
    hosts: ['shop.example', '*.shop.example', 'bücher.example'],
    listen: [{ address: where.plain, tls: false }, where.secure],
    default_server: true,
    acme_webroot: workspace.path('acme'),
    apps: [
      {
        name: 'site-1',
        mount: '/app',
        socket: workspace.path('site-1.sock'),
        static: [
          { url: '/app/static/', path: files, index: 'index.html', expires: '1d' },
          { url: '/app/open/', path: files, dotfiles: true },
          { url: '/app/media/', path: files, fallthrough: true, index: 'index.html' },
          { url: '/favicon.ico', path: `${files}a.css` },
        ],
        deny: ['/app/private', '/app/static/sub'],
        redirects: [
          { from: '/.well-known/caldav', to: '/app/dav/' },
          { from: '/app/old', to: 'https://new.example/a%20b', status: 302 },
          { from: '/app/query', to: '/app/?q=$1%20', status: 307 },
        ],
        auth: {
          basic: {
            realm: 'Shop',
            file: workspace.path('htpasswd'),
            paths: ['/app/login', '/app/static/A.txt'],
          },
        },
        headers: { 'X-Frame-Options': 'DENY', 'X-Odd': 'a "b" \\c' },
        params: { APP_MODE: 'live' },
        pass_authorization: true,
      },
      {
        name: 'reports',
        mount: '/app/reports',
        socket: workspace.path('reports.sock'),
        allow: ['127.0.0.0/24', '192.0.2.0/24'],
        auth: {
          basic: {
            realm: 'Reports',
            file: workspace.path('htpasswd'),
            anonymous_methods: ['GET', 'OPTIONS'],
          },
        },
      },
      {
        name: 'down',
        mount: '/down',
        socket: workspace.path('down.sock'),
        static: { '/down/static/': files },
        headers: { 'X-Frame-Options': 'DENY' },
        maintenance: { page: workspace.path('503.html'), active: true },
      },
    ],
    ...fields,
  };
}

const SECURED = { tls: { redirect: true, hsts: { seconds: 60 } }, canonical_host: 'shop.example' };

const TARGETS = [
  ...[
    '/',
    '/app',
    '/app/',
    '/app/a%20b',
    '/app/a%2Fb?x=%2F&y',
    '/appx',
    '/app/x/../login',
    '/apple',
  ],
  ...['/app/login', '/app/login/a', '/app/loginx', '/app/static/A.txt', '/app/static/a.css'],
  ...[
    '/app/static/',
    '/app/static/none',
    '/app/static/.env',
    '/app/static/sub/a.css',
    '/app/static',
  ],
  ...[
    '/app/open/.env',
    '/app/open/',
    '/favicon.ico',
    '/app/private',
    '/app/private/a',
    '/app/privates',
  ],
  ...[
    '/.well-known/caldav',
    '/.well-known/caldav?a=1',
    '/app/old?x=1',
    '/app/old/a',
    '/app/reports/a',
  ],
  ...['/app/reports', '/.well-known/acme-challenge/token', '/.well-known/acme-challenge/none'],
  ...['/.well-known/acme-challenge/', '/app//login', '/app/%6Cogin', '/nowhere'],
  ...['/down/a', '/down', '/down/static/a.css', '/downtown'],
  ...['/app/query', '/app/query?a=%2F&$1', '/app/query/a'],
  ...['/app/media/a.css', '/app/media/none?a', '/app/media/', '/app/media/sub/', '/app/media/.env'],
];

const VISITORS: readonly Omit<Asked, 'target'>[] = [
  {},
  { isSecure: true },
  { isSecure: true, login: 'reader' },
  { isSecure: true, method: 'POST' },
  { isSecure: true, method: 'HEAD' },
  { isSecure: true, method: 'OPTIONS' },
  { isSecure: true, method: 'POST', login: 'reader' },
  { host: 'www.shop.example' },
  { isSecure: true, host: 'www.shop.example' },
  { isSecure: true, host: 'xn--bcher-kva.example' },
  { host: 'evil.example' },
  { isSecure: true, host: 'evil.example' },
  { isSecure: true, from: '127.0.1.1' },
  { isSecure: true, from: '127.0.1.1', forwarded: { for: '192.0.2.7', proto: 'http' } },
  { isSecure: true, from: PROXY, forwarded: { for: '192.0.2.7', proto: 'https' } },
  { isSecure: true, from: PROXY, forwarded: { for: '198.51.100.1', proto: 'https' } },
  { from: PROXY, forwarded: { for: '192.0.2.7', proto: 'https' } },
];

const ASKED: readonly Asked[] = [
  ...TARGETS.flatMap((target) => VISITORS.map((visitor) => ({ target, ...visitor }))),
  // Nobody but trusted proxies.
  ...['/app/a%20b', '/app/media/none?a'].map((target) => ({
    ...({ target, from: PROXY, forwarded: { for: '10.0.0.1', proto: 'https' } } as const),
  })),
  // lighttpd lets each of them wait for a second.
  ...['/app/%6Cogin', '/app/loginx', '/app/reports/a'].map((target) => ({
    ...({ target, isSecure: true, login: 'forged' } as const),
  })),
];

describeWebServers('does what route() says', (webServer) => {
  it.each([
    ['a site with TLS', SECURED],
    ['a site that redirects nobody', { tls: { redirect: false } }],
    [
      'a site behind proxies',
      { tls: { redirect: false }, trusted_proxies: [`${PROXY}/32`, '10.0.0.0/8'] },
    ],
  ])(
    '%s: each target for each visitor',
    async (_, fields) => {
      let descriptor: object = {};
      await using sites = await withSites(webServer, async (where) => {
        const { workspace } = where;
        const { tls } = fields;
        descriptor = everything(where, { ...fields, tls: { ...where.tls, ...tls } });
        for (const [name, text] of Object.entries(sampleFiles)) {
          await workspace.write(`files/${name}`, text);
        }
        await workspace.write('acme/.well-known/acme-challenge/token', 'token\n');
        await workspace.write('503.html', 'back soon\n');
        await workspace.write('htpasswd', PASSWORDS);
        return [descriptor];
      });
      const loaded = load(JSON.stringify(descriptor), 'deploy.yaml');
      if (!loaded.ok) throw new Error('rendered before');
      const clients = new Map<string, HttpClient>();
      const { wrong, found } = await judgeAll(webServer, loaded.deployment, {
        all: ASKED,
        clientFor,
      });
      for (const client of clients.values()) client.close();

      expect(wrong).toEqual([]);
      if (webServer.name === 'lighttpd' && 'trusted_proxies' in fields) {
        expect(found.get('lighttpd-trusted-client')).toBe(2);
      }
      for (const kind of [
        'application',
        'file',
        'redirect',
        'denied',
        'none',
        'unauthenticated',
        'maintenance',
      ]) {
        expect(found.get(`right ${kind}`) ?? 0, kind).toBeGreaterThan(5);
      }

      function clientFor({ isSecure = false, from = '127.0.0.1', host = 'shop.example' }: Asked) {
        const key = `${isSecure} ${from} ${host}`;
        const known = clients.get(key);
        if (known !== undefined) return known;
        const tls = { servername: host, trustAnything: true } as const;
        const client = httpClient(isSecure ? sites.secure : sites.address, {
          localAddress: from,
          ...(isSecure ? { tls } : {}),
        });
        clients.set(key, client);
        return client;
      }
    },
    120_000,
  );
});
