import { expect, it } from 'vitest';
import { load } from '../../../src/deploygen.ts';
import { askHttp, type HttpClient, headerOf, httpClient } from '../../../src/live/http.ts';
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

describeWebServers('leads to the canonical host', (webServer) => {
  it.each([
    ['a wildcard covers it', ['www.shop.example', '*.shop.example', 'shop.example']],
    ['nothing but the wildcard is beside it', ['*.shop.example', 'www.shop.example']],
    ['the wildcard is of another domain', ['www.shop.example', '*.www.shop.example']],
  ])('which answers itself, where %s', async (_, hosts) => {
    for (const isDefault of [false, true]) {
      let descriptor: object = {};
      await using sites = await withSites(webServer, ({ workspace, plain, secure, tls }) => {
        descriptor = {
          name: 'site-1',
          mount: '/app',
          socket: workspace.path('site-1.sock'),
          hosts,
          canonical_host: 'www.shop.example',
          default_server: isDefault,
          listen: [{ address: plain, tls: false }, secure],
          tls: { ...tls, redirect: false },
        };
        return [descriptor];
      });
      const loaded = load(JSON.stringify(descriptor), 'deploy.yaml');
      if (!loaded.ok) throw new Error('rendered before');
      const clients: HttpClient[] = [];
      const clientFor = ({ isSecure = false, host = '' }: Asked) => {
        const tls = { servername: host.replace(/:.*/, ''), trustAnything: true } as const;
        const client = isSecure ? httpClient(sites.secure, { tls }) : httpClient(sites.address);
        clients.push(client);
        return client;
      };

      const { wrong, found } = await judgeAll(webServer, loaded.deployment, {
        all: ASKED,
        clientFor,
      });
      for (const client of clients) client.close();

      expect(wrong).toEqual([]);
      expect(found.get('right application') ?? 0).toBeGreaterThan(3);
      expect(found.get('right redirect') ?? 0).toBeGreaterThan(3);
      // lighttpd has no first virtual host.
      if (isDefault || webServer.name === 'lighttpd') continue;
      const headers = ['Host: evil.example'];
      const toNobody = await askHttp(sites.address, { target: '/a', headers });
      expect(headerOf(toNobody, 'Location')).toBe('http://www.shop.example/a');
    }
  });
});
