import { rm } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { askHttp, headerOf } from '../../../src/live/http.ts';
import { APPLICATION_HEADER } from '../../../src/live/stage.ts';
import { describeWebServers } from '../web-servers.ts';
import { type SiteSurroundings, withSites } from './with-sites.ts';

/** What an administrator has for every name that nobody else has. */
const DEFAULTS: Readonly<Record<string, (surroundings: SiteSurroundings) => string>> = {
  nginx: ({ plain }) => `server { listen ${plain} default_server; return 403; }`,
  apache: ({ plain }) => `<VirtualHost ${plain}>\nRedirectMatch 403 "^"\n</VirtualHost>`,
  lighttpd: () => 'server.modules = ("mod_access")\nurl.access-deny = ("")',
};

describeWebServers('goes side by side', (webServer) => {
  it('with the default of the administrator, whose are all other names', async () => {
    await using sites = await withSites(
      webServer,
      ({ plain }) => [
        { hosts: ['shop.example'], listen: [plain] },
        { hosts: ['*.wiki.example'], listen: [plain] },
      ],
      DEFAULTS[webServer.name],
    );
    const ask = (host: string) =>
      askHttp(sites.address, { target: '/app/a', headers: [`Host: ${host}`] });

    expect(headerOf(await ask('shop.example'), APPLICATION_HEADER)).toBe('site-1');
    expect(headerOf(await ask('a.wiki.example'), APPLICATION_HEADER)).toBe('site-2');
    for (const host of ['evil.example', 'wiki.example', 'a.shop.example', '127.0.0.1']) {
      expect((await ask(host)).status, host).toBe(403);
    }
  });

  it('with an application that is down, which no other one notices', async () => {
    await using sites = await withSites(webServer, ({ workspace, plain }) => [
      {
        hosts: ['shop.example'],
        listen: [plain],
        apps: ['', '/app', '/app/down'].map((mount, index) => ({
          name: `app-${index}`,
          mount: mount || '/',
          socket: workspace.path(`app-${index}.sock`),
        })),
      },
    ]);
    await rm(sites.workspace.path('app-2.sock'));
    const ask = (target: string) =>
      askHttp(sites.address, { target, headers: ['Host: shop.example'] });

    for (let round = 0; round < 10; round++) {
      expect((await ask('/app/down/a')).status).toBeOneOf([502, 503]);
      expect(headerOf(await ask('/app/downtown'), APPLICATION_HEADER)).toBe('app-1');
      expect(headerOf(await ask('/a'), APPLICATION_HEADER)).toBe('app-0');
    }
  });
});
