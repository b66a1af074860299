import { expect, it } from 'vitest';
import { askHttp } from '../../../src/live/http.ts';
import { nginx } from '../../../src/live/nginx.ts';
import { askSecure, shake, site } from '../site/tls-site.ts';
import { withSites } from '../site/with-sites.ts';
import { describeWebServer } from '../web-servers.ts';

describeWebServer(nginx, 'speaks TLS', () => {
  it('limit nginx-tls-of-the-default: in the versions of the default server of an address', async () => {
    await using sites = await withSites(
      nginx,
      (where) => [site(where, { tls: { profile: 'modern' } })],
      ({ secure, tls }) => `server {
        listen ${secure} ssl default_server;
        ssl_certificate ${tls.certificate};
        ssl_certificate_key ${tls.key};
        ssl_protocols TLSv1.2;
      }`,
    );

    expect(await shake(sites, '-tls1_2')).toMatch(/^TLSv1.2 /);
    expect(await shake(sites, '-tls1_3')).toMatch(/alert/);
  });

  it('with handshakes for other names refused, by a stated version', async () => {
    await using sites = await withSites(nginx, (where) => [
      site(where, { default_server: true, targets: { nginx: { version: '1.22' } } }),
    ]);

    expect(await shake(sites, '-servername', 'evil.example')).toMatch(/alert/);
    expect((await askSecure(sites, '/app/a')).status).toBe(200);
  });
});

describeWebServer(nginx, 'sends to where a site is', () => {
  it('limit nginx-redirect-behind-proxy: plain HTTP of a trusted proxy and nothing else, whatever it says', async () => {
    await using sites = await withSites(nginx, (where) => [
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
});
