import { expect, it } from 'vitest';
import { apache } from '../../../src/live/apache.ts';
import { freePort } from '../../../src/live/free-port.ts';
import { askHttp, headerOf } from '../../../src/live/http.ts';
import { lighttpd } from '../../../src/live/lighttpd.ts';
import { nginx } from '../../../src/live/nginx.ts';
import { runProgram } from '../../../src/live/run-program.ts';
import { APPLICATION_HEADER } from '../../../src/live/stage.ts';
import type { WebServer } from '../../../src/live/web-server.ts';
import { createWorkspace } from '../../../src/live/workspace.ts';
import { renderedFiles } from '../rendered-files.ts';
import { describeWebServer } from '../web-servers.ts';
import { PASSWORDS } from './asked.ts';
import { mainConfigurations } from './main-configurations.ts';
import { type SiteSurroundings, withSites } from './with-sites.ts';

const wide = ({ workspace, plain }: SiteSurroundings) => ({
  apps: [
    {
      name: 'wide',
      mount: '/app',
      socket: workspace.path('wide.sock'),
      headers: { 'X-Of': 'wide' },
    },
  ],
  hosts: ['main.example', '*.example'],
  listen: [plain],
});

const near = ({ workspace, plain }: SiteSurroundings) => ({
  apps: [
    {
      name: 'near',
      mount: '/app',
      socket: workspace.path('near.sock'),
      auth: {
        basic: { realm: 'x', file: workspace.path('htpasswd'), paths: ['/app/secret'] },
      },
    },
  ],
  hosts: ['x.example'],
  listen: [plain],
});

type Describe = (where: SiteSurroundings) => object;

/** Of /app/secret and /app/open of x.example: the status, the application, and whose headers. */
async function answers(webServer: WebServer, sites: readonly Describe[]) {
  await using server = await withSites(webServer, async (where) => {
    await where.workspace.write('htpasswd', PASSWORDS);
    return sites.map((describe) => describe(where));
  });
  const ask = async (target: string) => {
    const answer = await askHttp(server.address, { target, headers: ['Host: x.example'] });
    return [answer.status, headerOf(answer, APPLICATION_HEADER), headerOf(answer, 'X-Of')];
  };
  return { secret: await ask('/app/secret'), open: await ask('/app/open') };
}

const GUARDED = { secret: [401, null, null], open: [200, 'near', null] };

const WIDE = { secret: [200, 'wide', 'wide'], open: [200, 'wide', 'wide'] };

/** With the same name in place of the wildcard. */
const same: Describe = (where) => ({ ...wide(where), hosts: ['main.example', 'x.example'] });

/** At the addresses of others, too. */
const everywhere: Describe = (where) => {
  const { listen, ...fields } = wide(where);
  return fields;
};

describeWebServer(nginx, 'beside a wildcard', () => {
  it('serves the name that it covers as the site that names it says', async () => {
    expect(await answers(nginx, [wide, near])).toEqual(GUARDED);
    expect(await answers(nginx, [near, wide])).toEqual(GUARDED);
  });

  it('ignores a name that another site has before, and does not start with two defaults', async () => {
    expect(await answers(nginx, [near, same])).toEqual(GUARDED);
    expect(await answers(nginx, [same, near])).toEqual(WIDE);

    expect(await check(nginx, ['a.example', 'a.example'])).toEqual({
      code: 0,
      said: expect.stringContaining('conflicting server name "a.example"'),
    });
    expect(await check(nginx, ['a.example', 'b.example'], { default_server: true })).toEqual({
      code: 1,
      said: expect.stringContaining('a duplicate default server'),
    });
  });
});

describeWebServer(apache, 'beside a wildcard', () => {
  it('limit apache-covered-hosts: serves the name that it covers as the file that is read first says', async () => {
    for (const other of [wide, same]) {
      expect(await answers(apache, [near, other])).toEqual(GUARDED);
      expect(await answers(apache, [other, near])).toEqual(WIDE);
    }
  });
});

describeWebServer(lighttpd, 'beside a wildcard', () => {
  it('limit lighttpd-covered-hosts: serves the name that it covers as both files say, the later one before the earlier', async () => {
    for (const other of [wide, same, everywhere]) {
      expect(await answers(lighttpd, [near, other])).toEqual({
        secret: [401, null, 'wide'],
        open: [200, 'wide', 'wide'],
      });
      expect(await answers(lighttpd, [other, near])).toEqual({
        secret: [401, null, 'wide'],
        open: [200, 'near', 'wide'],
      });
    }
  });

  it('does not start with two sites of the same names', async () => {
    expect(await check(lighttpd, ['a.example', 'b.example'])).toEqual({ code: 0, said: '' });
    expect(await check(lighttpd, ['a.example', 'a.example'])).toEqual({
      code: 255,
      said: expect.stringContaining('Duplicate config variable'),
    });
  });
});

/** What a check says of one site for each name at one address. */
async function check({ name }: WebServer, hosts: readonly string[], fields: object = {}) {
  await using workspace = await createWorkspace();
  const listen = { host: '127.0.0.1', port: await freePort() };
  const sites = hosts.flatMap((host, index) => {
    const site = { name: `site-${index}`, socket: '/run/a.sock', hosts: [host] };
    const descriptor = { ...site, listen: [`${listen.host}:${listen.port}`], ...fields };
    return Object.values(renderedFiles(descriptor, name));
  });
  const main = mainConfigurations[name as keyof typeof CHECKS](
    { workspace, listen },
    sites.join('\n'),
  );
  const file = await workspace.write('main.conf', main);
  const { code, stderr } = await runProgram([...CHECKS[name as keyof typeof CHECKS], file]);
  return { code, said: stderr };
}

const CHECKS = {
  nginx: ['nginx', '-t', '-e', 'stderr', '-c'],
  lighttpd: ['lighttpd', '-tt', '-f'],
} as const;
