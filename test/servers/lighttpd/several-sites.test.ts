import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { readEcho } from '../../../src/live/echo-responder.ts';
import { askHttp, headerOf } from '../../../src/live/http.ts';
import { lighttpd } from '../../../src/live/lighttpd.ts';
import { runProgram } from '../../../src/live/run-program.ts';
import { APPLICATION_HEADER } from '../../../src/live/stage.ts';
import { type SiteSurroundings, withSites } from '../site/with-sites.ts';
import { until } from '../until.ts';
import { describeWebServer } from '../web-servers.ts';

/** Everything that needs a name of its own at http level. */
function everything(
  { workspace, plain, secure, tls }: SiteSurroundings,
  name: string,
  fields: object = {},
): object {
  return {
    hosts: [`${name}.example`, `www.${name}.example`],
    canonical_host: `${name}.example`,
    listen: [{ address: plain, tls: false }, secure],
    tls: { ...tls, redirect: false, hsts: { seconds: 60 } },
    trusted_proxies: ['127.0.0.2/32'],
    redirects: [{ from: '/old', to: '/app/?a=$b' }],
    auth: {
      basic: { realm: name, file: workspace.path('htpasswd'), anonymous_methods: ['GET'] },
    },
    maintenance: '/nowhere/503.html',
    access_log: workspace.path(`${name}.log`),
    error_log: workspace.path(`${name}.errors`),
    ...fields,
  };
}

describeWebServer(lighttpd, 'serves several sites', () => {
  it('side by side, each with names, logs and variables of its own', async () => {
    await using sites = await withSites(lighttpd, (where) => [
      everything(where, 'shop'),
      everything(where, 'wiki', { trusted_proxies: ['127.0.0.3/32'] }),
    ]);
    const read = (file: string) => readFile(sites.workspace.path(file), 'utf8');
    const ask = async (name: string, from: string) => {
      const headers = [
        `Host: ${name}.example`,
        'X-Forwarded-For: 192.0.2.7',
        'X-Forwarded-Proto: https',
      ];
      const answer = await askHttp(
        sites.address,
        { target: '/app/a', headers },
        { localAddress: from },
      );
      return {
        application: headerOf(answer, APPLICATION_HEADER),
        scheme: new Map(readEcho(answer.body).params).get('REQUEST_SCHEME'),
      };
    };

    expect(await ask('shop', '127.0.0.2')).toEqual({ application: 'site-1', scheme: 'https' });
    expect(await ask('shop', '127.0.0.3')).toEqual({ application: 'site-1', scheme: 'http' });
    expect(await ask('wiki', '127.0.0.2')).toEqual({ application: 'site-2', scheme: 'http' });
    expect(await ask('wiki', '127.0.0.3')).toEqual({ application: 'site-2', scheme: 'https' });
    for (const name of ['shop', 'wiki']) {
      const login = await askHttp(sites.address, {
        method: 'POST',
        target: '/app/a',
        body: Buffer.from(''),
        headers: [`Host: ${name}.example`],
      });
      expect(headerOf(login, 'WWW-Authenticate')).toBe(`Basic realm="${name}", charset="UTF-8"`);
      // lighttpd writes after some seconds.
      await until(async () => (await read(`${name}.log`)).includes('GET /app/a'));
      expect(await read(`${name}.errors`)).not.toContain('warning');
    }
  });

  it('without a log where it is off, whatever the main configuration logs', async () => {
    await using sites = await withSites(
      lighttpd,
      (where) => [everything(where, 'shop', { access_log: 'off' }), everything(where, 'wiki')],
      ({ workspace }) =>
        `server.modules += ("mod_accesslog")\naccesslog.filename = "${workspace.path('main.log')}"`,
    );
    const ask = (host: string) =>
      askHttp(sites.address, { target: '/app/a', headers: [`Host: ${host}`] });
    await ask('shop.example');
    await ask('unknown.example');

    const log = await until(async () => {
      const text = await readFile(sites.workspace.path('main.log'), 'utf8');
      return text === '' ? null : text;
    });

    expect(log).toContain('unknown.example');
    expect(log).not.toContain('shop.example');
  });

  it('with the certificate of each, at one address', async () => {
    await using sites = await withSites(lighttpd, (where) => [
      everything(where, 'shop'),
      everything(where, 'wiki', { tls: { ...where.other, redirect: false } }),
    ]);
    const subject = async (name: string) => {
      const { host, port } = sites.secure;
      const connect = ['-connect', `${host}:${port}`, '-servername', name];
      const { stdout } = await runProgram(['openssl', 's_client', ...connect]);
      return /^subject=.*CN = (\S+)/m.exec(stdout)?.[1];
    };

    expect(await subject('shop.example')).toBe('shop.example');
    expect(await subject('www.shop.example')).toBe('shop.example');
    expect(await subject('wiki.example')).toBe('wiki.example');
  });

  it('limit lighttpd-tls-of-the-last: in the versions of the last file', async () => {
    await using sites = await withSites(lighttpd, (where) => [
      everything(where, 'shop', { tls: { ...where.tls, profile: 'modern' } }),
      everything(where, 'wiki'),
    ]);
    const { host, port } = sites.secure;
    const connect = ['-connect', `${host}:${port}`, '-servername', 'shop.example', '-tls1_2'];

    const { stdout } = await runProgram(['openssl', 's_client', ...connect]);

    expect(stdout).toContain('New, TLSv1.2');
  });

  it('whatever the main configuration has loaded before', async () => {
    await using sites = await withSites(
      lighttpd,
      (where) => [everything(where, 'shop', { auth: paths(where) })],
      () => 'server.modules = ("mod_fastcgi", "mod_indexfile", "mod_alias")',
    );
    const ask = (target: string) =>
      askHttp(sites.address, { target, headers: ['Host: shop.example'] });

    expect((await ask('/app/login/a')).status).toBe(401);
    expect((await ask('/app')).status).toBe(308);
    expect(headerOf(await ask('/app/a'), APPLICATION_HEADER)).toBe('site-1');
  });

  it('limit lighttpd-default-server: what the main configuration aliases is there for every name', async () => {
    await using sites = await withSites(
      lighttpd,
      (where) => [
        everything(where, 'shop'),
        everything(where, 'wiki', { default_server: true }),
        everything(where, 'news'),
      ],
      ({ workspace }) =>
        `server.modules = ("mod_alias")\nalias.url = ("/pages/" => "${workspace.directory}/")`,
    );
    await sites.workspace.write('a.txt', 'a page\n');
    const ask = (host: string, target: string) =>
      askHttp(sites.address, { target, headers: [`Host: ${host}`] });

    expect((await ask('evil.example', '/app/a')).status).toBe(404);
    expect((await ask('evil.example', '/pages/a.txt')).status).toBe(200);
    for (const name of ['shop', 'wiki', 'news']) {
      expect((await ask(`${name}.example`, '/app/a')).status).toBe(200);
    }
  });
});

function paths({ workspace }: SiteSurroundings): object {
  return { basic: { realm: 'x', file: workspace.path('htpasswd'), paths: ['/app/login'] } };
}
