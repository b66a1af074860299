import { expect, it } from 'vitest';
import { askHttp, headerOf } from '../../src/live/http.ts';
import { APPLICATION_HEADER } from '../../src/live/stage.ts';
import { type MainSurroundings, withFragments } from './behaviour/with-fragments.ts';
import { writeSite } from './matrix/site.ts';
import { describeWebServers } from './web-servers.ts';

type Main = (surroundings: MainSurroundings, generated: string) => string;

/** A main configuration of the user's own for each server: around a fragment, and around whole sites. */
const MAINS: Readonly<Record<string, { readonly fragment: Main; readonly site: Main }>> = {
  nginx: {
    fragment: (surroundings, generated) =>
      nginxMain(
        surroundings,
        `server {
          listen ${surroundings.listen.host}:${surroundings.listen.port};
          location ~ \\.php$ { return 418; }
          location / { return 204; }
          ${generated}
        }`,
      ),
    site: nginxMain,
  },
  apache: {
    fragment: (surroundings, generated) =>
      apacheMain(
        surroundings,
        `<VirtualHost *>
          ServerName own.example
          ${generated}
        </VirtualHost>`,
      ),
    site: apacheMain,
  },
  lighttpd: { fragment: lighttpdMain, site: lighttpdMain },
};

describeWebServers('takes every layout into a configuration of the user', (webServer) => {
  const mains = MAINS[webServer.name];
  if (mains === undefined) throw new Error(webServer.name);

  it('fragment: within a server that has locations of its own', async () => {
    await using server = await withFragments(webServer, mains.fragment, async (workspace) => [
      {
        name: 'shop',
        mount: '/shop',
        socket: workspace.path('shop.sock'),
        static: { '/shop/static/': await writeSite(workspace) },
      },
    ]);
    const ask = (target: string) => askHttp(server.address, target);

    expect(headerOf(await ask('/shop/a.php'), APPLICATION_HEADER)).toBe('shop');
    expect((await ask('/shop')).status).toBe(308);
    expect((await ask('/shop/static/a.css')).status).toBe(200);
    expect((await ask('/shop/static/a.php')).body.toString()).toContain('never run');
    expect(headerOf(await ask('/shopping'), APPLICATION_HEADER)).toBe(null);
  });

  it('fragment: two beside each other, each with files that may be missing', async () => {
    await using server = await withFragments(webServer, mains.fragment, async (workspace) => {
      const path = await writeSite(workspace);
      return ['shop', 'wiki'].map((name) => ({
        name,
        mount: `/${name}`,
        socket: workspace.path(`${name}.sock`),
        static: [{ url: `/${name}/static/`, path, fallthrough: true }],
      }));
    });
    const ask = (target: string) => askHttp(server.address, target);

    for (const name of ['shop', 'wiki']) {
      expect(headerOf(await ask(`/${name}/a`), APPLICATION_HEADER)).toBe(name);
      expect(headerOf(await ask(`/${name}/static/none`), APPLICATION_HEADER)).toBe(name);
      expect((await ask(`/${name}/static/a.css`)).body.toString()).toContain('color');
    }
  });

  it('site: by its names only, 404 outside the mounts, beside another site', async () => {
    await using server = await withFragments(webServer, mains.site, async (workspace, listen) => {
      const address = `${listen.host}:${listen.port}`;
      const site = (name: string, hosts: readonly string[]) => ({
        name,
        mount: '/app',
        socket: workspace.path(`${name}.sock`),
        hosts,
        ...(webServer.name === 'lighttpd' ? {} : { listen: [address] }),
      });
      const both = [
        site('shop', ['shop.example', '*.shop.example']),
        site('wiki', ['wiki.example', 'pages.example']),
      ];
      return both;
    });
    const ask = (host: string, target: string) =>
      askHttp(server.address, { target, headers: [`Host: ${host}`] });
    const application = async (host: string) =>
      headerOf(await ask(host, '/app/a'), APPLICATION_HEADER);

    expect(await application('shop.example')).toBe('shop');
    expect(await application('SHOP.example:8080')).toBe('shop');
    expect(await application('a.shop.example')).toBe('shop');
    expect((await ask('shop.example', '/elsewhere')).status).toBe(404);
    expect((await ask('shop.example', '/app')).status).toBe(308);
    expect((await ask('shop.example', '/application')).status).toBe(404);
    expect(await application('wiki.example')).toBe('wiki');
    expect(await application('pages.example')).toBe('wiki');
  });
});

function nginxMain({ workspace, listen: _ }: MainSurroundings, generated: string): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${workspace.path(name)};`,
  );
  return `
    user www-data;
    pid ${workspace.path('nginx.pid')};
    error_log ${workspace.path('error.log')};
    events {}
    http { access_log off; ${temporary.join(' ')} ${generated} }`;
}

function apacheMain({ workspace, listen }: MainSurroundings, generated: string): string {
  const modules = ['mpm_event', 'authz_core', 'dir', 'alias', 'setenvif', 'proxy', 'proxy_fcgi'];
  return [
    `ServerRoot "${workspace.directory}"`,
    `DefaultRuntimeDir "${workspace.directory}"`,
    `PidFile "${workspace.path('apache.pid')}"`,
    `ErrorLog "${workspace.path('error.log')}"`,
    'ServerName localhost',
    // A site opens its port itself, if no other has.
    ...(/^ *Listen /m.test(generated) ? [] : [`Listen ${listen.host}:${listen.port}`]),
    'User www-data',
    'Group www-data',
    ...modules.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`),
    generated,
    '',
  ].join('\n');
}

function lighttpdMain({ workspace, listen }: MainSurroundings, generated: string): string {
  return [
    'server.document-root = "/dev/null"',
    `server.bind = "${listen.host}"`,
    `server.port = ${listen.port}`,
    `server.errorlog = "${workspace.path('error.log')}"`,
    'mimetype.assign = ( "" => "application/octet-stream" )',
    generated,
    '',
  ].join('\n');
}
