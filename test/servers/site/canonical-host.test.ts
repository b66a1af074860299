import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { load } from '../../../src/deploygen.ts';
import { askHttp, type HttpClient, headerOf, httpClient } from '../../../src/live/http.ts';
import type { WebServer } from '../../../src/live/web-server.ts';
import { until } from '../until.ts';
import { describeWebServers } from '../web-servers.ts';
import { type Asked, judgeAll } from './asked.ts';
import { withSites } from './with-sites.ts';

const ASKED: readonly Asked[] = [
  'shop.example',
  'www.shop.example',
  'www.shop.example:81',
  'other.shop.example',
  'a.www.shop.example:81',
  'evil.example',
].flatMap((host) =>
  [false, true].flatMap((isSecure) =>
    ['/app/a%2Fb?x', '/nowhere'].map((target) => ({ host, target, isSecure })),
  ),
);

/** Behind a proxy, and from somebody who is none. */
const FORWARDED: readonly Asked[] = ['127.0.0.2', '127.0.0.1'].flatMap((from) =>
  (['http', 'https'] as const).flatMap((proto) =>
    [false, true].map((isSecure) => ({
      ...{ target: '/app/a', host: 'shop.example', from, isSecure },
      forwarded: { for: '192.0.2.7', proto },
    })),
  ),
);

describeWebServers('leads to the canonical host', (webServer) => {
  it.each([
    ['a wildcard covers it', ['www.shop.example', '*.shop.example', 'shop.example']],
    ['nothing but the wildcard is beside it', ['*.shop.example', 'www.shop.example']],
    ['the wildcard is of another domain', ['www.shop.example', '*.www.shop.example']],
  ])('which answers itself, where %s', async (_, hosts) => {
    for (const isDefault of [false, true]) {
      await using site = await startSite(webServer, { hosts, default_server: isDefault });

      const { wrong, found } = await site.judge(ASKED);

      expect(wrong).toEqual([]);
      expect(found.get('right application') ?? 0).toBeGreaterThan(3);
      expect(found.get('right redirect') ?? 0).toBeGreaterThan(3);
      // lighttpd has no first virtual host.
      if (isDefault || webServer.name === 'lighttpd') continue;
      const headers = ['Host: evil.example'];
      const toNobody = await askHttp(site.address, { target: '/a', headers });
      expect(headerOf(toNobody, 'Location')).toBe('http://www.shop.example/a');
    }
  });

  it('with the scheme that a trusted proxy says, and nobody else', async () => {
    await using site = await startSite(webServer, {
      hosts: ['www.shop.example', 'shop.example'],
      trusted_proxies: ['127.0.0.2/32'],
    });

    const { wrong, found } = await site.judge(FORWARDED);

    expect(wrong).toEqual([]);
    expect(found.get('right redirect')).toBe(FORWARDED.length);
  });

  it('and logs the client that a trusted proxy says', async () => {
    for (const redirect of [false, true]) {
      await using site = await startSite(
        webServer,
        { hosts: ['www.shop.example', 'shop.example'], trusted_proxies: ['127.0.0.2/32'] },
        { redirect },
      );
      const headers = ['Host: shop.example', 'X-Forwarded-For: 192.0.2.7'];

      await askHttp(site.address, { target: '/a', headers }, { localAddress: '127.0.0.2' });

      const read = () => readFile(site.log, 'utf8').catch(() => '');
      const log = await until(async () => (await read()) || null);
      expect(log).toMatch(/^192\.0\.2\.7 /);
    }
  });
});

/** A site that speaks HTTP and HTTPS, and whose canonical host is www.shop.example. */
async function startSite(webServer: WebServer, fields: object, tls: object = { redirect: false }) {
  let descriptor: object = {};
  const sites = await withSites(webServer, (where) => {
    descriptor = {
      name: 'site-1',
      mount: '/app',
      socket: where.workspace.path('site-1.sock'),
      canonical_host: 'www.shop.example',
      listen: [{ address: where.plain, tls: false }, where.secure],
      tls: { ...where.tls, ...tls },
      access_log: where.workspace.path('access.log'),
      ...fields,
    };
    return [descriptor];
  });
  const loaded = load(JSON.stringify(descriptor), 'deploy.yaml');
  if (!loaded.ok) throw new Error('rendered before');
  const clients: HttpClient[] = [];
  return {
    address: sites.address,
    log: sites.workspace.path('access.log'),
    judge: (all: readonly Asked[]) => judgeAll(webServer, loaded.deployment, { all, clientFor }),
    async [Symbol.asyncDispose]() {
      for (const client of clients) client.close();
      await sites[Symbol.asyncDispose]();
    },
  };

  function clientFor({ isSecure = false, host = '', from = '127.0.0.1' }: Asked): HttpClient {
    const tls = { servername: host.replace(/:.*/, ''), trustAnything: true } as const;
    const options = isSecure ? { localAddress: from, tls } : { localAddress: from };
    const client = httpClient(isSecure ? sites.secure : sites.address, options);
    clients.push(client);
    return client;
  }
}
