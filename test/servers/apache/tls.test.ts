import { expect, it } from 'vitest';
import { apache } from '../../../src/live/apache.ts';
import { askHttp } from '../../../src/live/http.ts';
import { askPlain, askSecure, site } from '../site/tls-site.ts';
import { withSites } from '../site/with-sites.ts';
import { describeWebServer } from '../web-servers.ts';

describeWebServer(apache, 'sends to where a site is', () => {
  it('limit apache-redirect-behind-proxy: plain HTTP of a trusted proxy and nothing else, whatever it says', async () => {
    await using sites = await withSites(apache, (where) => [
      site(where, { trusted_proxies: ['127.0.0.1/32'] }),
    ]);

    const response = await askHttp(sites.address, {
      target: '/app/a',
      headers: ['Host: shop.example', 'X-Forwarded-Proto: https'],
    });

    expect(response.status).toBe(308);
    const secure = await askSecure(sites, '/app/a', { headers: ['X-Forwarded-Proto: http'] });
    expect(secure.status).toBe(200);
  });

  it('limit apache-first-virtual-host: with what the file read first says, whoever owns the default', async () => {
    await using sites = await withSites(apache, (where) => [
      site(where, { tls: { redirect: false } }),
      site(where, { hosts: ['wiki.example'], default_server: true }),
    ]);

    expect((await askPlain(sites, '/app/a', 'evil.example')).status).toBe(200);
  });
});
