import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { readEcho } from '../../../src/live/echo-responder.ts';
import { askHttp, headerOf } from '../../../src/live/http.ts';
import { nginx } from '../../../src/live/nginx.ts';
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

describeWebServer(nginx, 'serves several sites', () => {
  it('side by side, each with names, logs and variables of its own', async () => {
    await using sites = await withSites(nginx, (where) => [
      everything(where, 'shop'),
      everything(where, 'wiki', { trusted_proxies: ['127.0.0.3/32'] }),
    ]);
    const ask = async (name: string, from: string) => {
      const headers = [`Host: ${name}.example`, 'X-Forwarded-Proto: https'];
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
        headers: [`Host: ${name}.example`],
      });
      expect(headerOf(login, 'WWW-Authenticate')).toBe(`Basic realm="${name}"`);
      const log = () => readFile(sites.workspace.path(`${name}.log`), 'utf8').catch(() => '');
      await until(async () => (await log()).includes('GET /app/a'));
    }
  });

  it('without a log where it is off', async () => {
    await using sites = await withSites(nginx, (where) => [
      everything(where, 'shop', { access_log: 'off' }),
    ]);

    await askHttp(sites.address, { target: '/app/a', headers: ['Host: shop.example'] });

    await expect(readFile(sites.workspace.path('shop.log'))).rejects.toThrow('ENOENT');
  });
});
