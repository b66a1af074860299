import { expect, it } from 'vitest';
import { readEcho } from '../../../src/live/echo-responder.ts';
import { askHttp, headerOf, headersOf } from '../../../src/live/http.ts';
import { runProgram } from '../../../src/live/run-program.ts';
import { describeWebServers } from '../web-servers.ts';
import { askPlain, askSecure, shake, site } from './tls-site.ts';
import { withSites } from './with-sites.ts';

describeWebServers('speaks TLS', (webServer) => {
  it('intermediate: 1.2 and 1.3, forward secret and authenticated ciphers only', async () => {
    await using sites = await withSites(webServer, (where) => [
      site(where, { default_server: true }),
    ]);

    expect(await shake(sites, '-tls1_3')).toMatch(/^TLSv1.3 /);
    expect(await shake(sites, '-tls1_2')).toMatch(/^TLSv1.2 ECDHE-RSA-(AES|CHACHA20)/);
    const weak = [
      'AES128-SHA',
      'AES128-GCM-SHA256',
      'ECDHE-RSA-AES128-SHA',
      'DHE-RSA-AES128-GCM-SHA256',
    ];
    for (const cipher of weak) {
      expect(await shake(sites, '-tls1_2', '-cipher', `${cipher}:@SECLEVEL=0`), cipher).toMatch(
        /alert/,
      );
    }
    for (const version of ['-tls1', '-tls1_1']) {
      expect(await shake(sites, version, '-cipher', 'ALL:@SECLEVEL=0'), version).toMatch(/alert/);
    }
  });

  it('modern: 1.3 only', async () => {
    await using sites = await withSites(webServer, (where) => [
      site(where, { tls: { profile: 'modern' } }),
    ]);

    expect(await shake(sites, '-tls1_3')).toMatch(/^TLSv1.3 /);
    expect(await shake(sites, '-tls1_2')).toMatch(/alert/);
  });

  it('HTTP/2 unless told otherwise', async () => {
    await using both = await withSites(webServer, (where) => [site(where)]);

    expect(await shake(both, '-alpn', 'h2,http/1.1')).toMatch(/ h2$/);
    expect(await shake(both, '-alpn', 'http/1.1')).toMatch(/ http\/1.1$/);
    // lighttpd refuses the field.
    if (webServer.name === 'lighttpd') return;
    await using one = await withSites(webServer, (where) => [
      site(where, { tls: { http2: false } }),
    ]);
    expect(await shake(one, '-alpn', 'h2,http/1.1')).toMatch(/ http\/1.1$/);
  });

  it('HTTP/2 with the same variables', async () => {
    await using sites = await withSites(webServer, (where) => [site(where)]);
    const { host, port } = sites.secure;

    const { stdout } = await runProgram([
      ...(['curl', '-sk', '--http2', '--resolve', `shop.example:${port}:${host}`] as const),
      ...['-d', 'body', `https://shop.example:${port}/app/a%2Fb?x`],
    ]);

    expect(Object.fromEntries(readEcho(Buffer.from(stdout)).params)).toMatchObject({
      SERVER_PROTOCOL: 'HTTP/2.0',
      PATH_INFO: '/a/b',
      REQUEST_URI: '/app/a%2Fb?x',
      HTTP_HOST: `shop.example:${port}`,
      CONTENT_LENGTH: '4',
      HTTPS: 'on',
    });
  });

  it('and says so to the application', async () => {
    await using sites = await withSites(webServer, (where) => [site(where)]);

    const { params } = readEcho((await askSecure(sites, '/app/a')).body);

    expect(Object.fromEntries(params)).toMatchObject({
      HTTPS: 'on',
      REQUEST_SCHEME: 'https',
      // Of the Host header: limit apache-server-port.
      SERVER_PORT: webServer.name === 'apache' ? '443' : String(sites.secure.port),
    });
  });

  it('with HSTS on every answer over TLS, where it is wanted', async () => {
    const hsts = { seconds: 31536000, subdomains: true, preload: true };
    await using sites = await withSites(webServer, (where) => [
      site(where, {
        tls: { hsts },
        headers: { 'X-Frame-Options': 'DENY' },
        deny: ['/app/private'],
      }),
    ]);

    const own = '/app/a?dg=header:Strict-Transport-Security:max-age=1';
    for (const target of ['/app/a', own, '/app', '/app/private', '/elsewhere']) {
      const response = await askSecure(sites, target);
      expect(headersOf(response, 'Strict-Transport-Security'), target).toEqual([
        'max-age=31536000; includeSubDomains; preload',
      ]);
    }
    expect(headerOf(await askPlain(sites, '/app/a'), 'Strict-Transport-Security')).toBe(null);
  });

  it('beside plain HTTP, which has no HSTS', async () => {
    await using sites = await withSites(webServer, (where) => [
      site(where, { tls: { redirect: false, hsts: { seconds: 60 } } }),
    ]);
    const plain = await askPlain(sites, '/app/a');

    expect(plain.status).toBe(200);
    expect(headerOf(plain, 'Strict-Transport-Security')).toBe(null);
    expect(Object.fromEntries(readEcho(plain.body).params).HTTPS).toBe(undefined);
    const secure = await askSecure(sites, '/app/a');
    expect(headerOf(secure, 'Strict-Transport-Security')).toBe('max-age=60');
  });
});

describeWebServers('sends to where a site is', (webServer) => {
  it.each(TARGETS[webServer.name as keyof typeof TARGETS])(
    'plain HTTP to TLS, byte for byte: %s',
    async (target) => {
      await using sites = await withSites(webServer, (where) => [site(where)]);

      const response = await askPlain(sites, target, 'www.shop.example:81');

      expect(response.status).toBe(308);
      expect(headersOf(response, 'Location')).toEqual([
        `https://www.shop.example:${sites.secure.port}${target}`,
      ]);
    },
  );

  it('other names to the canonical one, with scheme, port, path and query', async () => {
    await using sites = await withSites(webServer, (where) => [
      site(where, { tls: { redirect: false }, canonical_host: 'shop.example' }),
    ]);

    const secure = await askSecure(sites, '/app/a%2Fb?x', {
      host: `www.shop.example:${sites.secure.port}`,
    });
    expect(secure.status).toBe(308);
    expect(headerOf(secure, 'Location')).toBe(
      `https://shop.example:${sites.secure.port}/app/a%2Fb?x`,
    );
    const plain = await askPlain(sites, '/a?x', 'www.shop.example');
    expect(headerOf(plain, 'Location')).toBe('http://shop.example/a?x');
    expect((await askSecure(sites, '/app/a')).status).toBe(200);
  });

  it('but serves challenges of ACME before everything else', async () => {
    await using sites = await withSites(webServer, (where) => [
      site(where, {
        canonical_host: 'shop.example',
        acme_webroot: where.workspace.path('acme'),
        mount: '/',
        auth: { basic: { realm: 'x', file: '/nowhere' } },
      }),
    ]);
    await sites.workspace.write('acme/.well-known/acme-challenge/token', 'answer');
    const target = '/.well-known/acme-challenge/token';

    for (const host of ['shop.example', 'www.shop.example']) {
      expect((await askPlain(sites, target, host)).body.toString()).toBe('answer');
      expect((await askSecure(sites, target, { host })).body.toString()).toBe('answer');
    }
    expect((await askPlain(sites, `${target}s`)).status).toBe(404);
    expect((await askPlain(sites, '/.well-known/acme-challenge')).status).toBe(308);
  });

  it('and nobody with another name anywhere, where it owns the default', async () => {
    await using sites = await withSites(webServer, (where) => [
      site(where, { default_server: true, tls: { hsts: { seconds: 60 } } }),
    ]);

    expect((await askPlain(sites, '/app/a', 'evil.example')).status).toBe(
      NOBODY[webServer.name as keyof typeof NOBODY],
    );
    const secure = await askSecure(sites, '/app/a', { host: 'evil.example' });
    expect(secure.status).toBe(NOBODY[webServer.name as keyof typeof NOBODY]);
    expect(headerOf(secure, 'Strict-Transport-Security')).toBe(null);
    expect(
      (await askHttp(sites.address, { target: '/', version: '1.0', headers: [] })).status,
    ).toBe(NOBODY[webServer.name as keyof typeof NOBODY]);
  });
});

/** What nobody's host is answered. */
const NOBODY = { nginx: 421, apache: 421, lighttpd: 404 } as const;

/** The bytes that reach a redirect as they were sent; lighttpd has normalised the rest (limit lighttpd-normalised-query). */
const TARGETS = {
  nginx: ['/app/a%2Fb//c/../d?x=%2f&y', '/app', '/', '/x#y', '/\xc3\xa9'],
  apache: ['/app/a%2Fb//c/../d?x=%2f&y', '/app', '/', '/\xc3\xa9'],
  lighttpd: ['/app/a%2Fb//c/../d?x=%2F&y', '/app', '/', '/%C3%A9?'],
} as const;
