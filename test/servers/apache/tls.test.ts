import { expect, it } from 'vitest';
import { apache } from '../../../src/live/apache.ts';
import { readEcho } from '../../../src/live/echo-responder.ts';
import { askHttp, headerOf, headersOf } from '../../../src/live/http.ts';
import { runProgram } from '../../../src/live/run-program.ts';
import { type SiteSurroundings, withSites } from '../site/with-sites.ts';
import { describeWebServer } from '../web-servers.ts';

type Sites = Awaited<ReturnType<typeof withSites>>;

function site({ plain, secure, tls }: SiteSurroundings, fields: object = {}): object {
  const { tls: options = {}, ...rest } = fields as { readonly tls?: object };
  return {
    hosts: ['shop.example', '*.shop.example'],
    listen: [{ address: plain, tls: false }, secure],
    tls: { ...tls, ...options },
    ...rest,
  };
}

function askPlain({ address }: Sites, target: string, host = 'shop.example') {
  return askHttp(address, { target, headers: [`Host: ${host}`] });
}

function askSecure({ secure }: Sites, target: string, host = 'shop.example') {
  const tls = { servername: host.replace(/:.*/, ''), trustAnything: true } as const;
  return askHttp(secure, { target, headers: [`Host: ${host}`] }, { tls });
}

/** What a handshake of `openssl s_client` ends in: the protocol and the chosen ALPN, or the alert. */
async function shake({ secure }: Sites, ...options: readonly string[]): Promise<string> {
  const { stdout, stderr } = await runProgram([
    'openssl',
    's_client',
    '-connect',
    `${secure.host}:${secure.port}`,
    '-servername',
    'shop.example',
    ...options,
  ]);
  const protocol = /New, (TLSv[\d.]+), Cipher is (\S+)/.exec(stdout);
  if (protocol === null) return /alert [a-z ]+/.exec(stderr)?.[0] ?? stderr;
  return [protocol[1], protocol[2], /ALPN protocol: (\S+)/.exec(stdout)?.[1] ?? 'no ALPN'].join(
    ' ',
  );
}

describeWebServer(apache, 'speaks TLS', () => {
  it('intermediate: 1.2 and 1.3, forward secret and authenticated ciphers only', async () => {
    await using sites = await withSites(apache, (where) => [site(where, { default_server: true })]);

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
    await using sites = await withSites(apache, (where) => [
      site(where, { tls: { profile: 'modern' } }),
    ]);

    expect(await shake(sites, '-tls1_3')).toMatch(/^TLSv1.3 /);
    expect(await shake(sites, '-tls1_2')).toMatch(/alert/);
  });

  it('HTTP/2 unless told otherwise', async () => {
    await using both = await withSites(apache, (where) => [site(where)]);
    await using one = await withSites(apache, (where) => [site(where, { tls: { http2: false } })]);

    expect(await shake(both, '-alpn', 'h2,http/1.1')).toMatch(/ h2$/);
    expect(await shake(one, '-alpn', 'h2,http/1.1')).toMatch(/ http\/1.1$/);
  });

  it('HTTP/2 with the same variables', async () => {
    await using sites = await withSites(apache, (where) => [site(where)]);
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
    await using sites = await withSites(apache, (where) => [site(where)]);

    const { params } = readEcho((await askSecure(sites, '/app/a')).body);

    expect(Object.fromEntries(params)).toMatchObject({
      HTTPS: 'on',
      REQUEST_SCHEME: 'https',
      // That of the Host header: limit apache-server-port.
      SERVER_PORT: '443',
    });
  });

  it('with HSTS on every answer over TLS, where it is wanted', async () => {
    const hsts = { seconds: 31536000, subdomains: true, preload: true };
    await using sites = await withSites(apache, (where) => [
      site(where, {
        tls: { hsts },
        headers: { 'X-Frame-Options': 'DENY' },
        deny: ['/app/private'],
      }),
    ]);

    for (const target of ['/app/a', '/app', '/app/private', '/elsewhere', '/app/%zz']) {
      const response = await askSecure(sites, target);
      expect(headerOf(response, 'Strict-Transport-Security'), target).toBe(
        'max-age=31536000; includeSubDomains; preload',
      );
    }
    expect(headerOf(await askPlain(sites, '/app/a'), 'Strict-Transport-Security')).toBe(null);
  });

  it('beside plain HTTP, which has no HSTS', async () => {
    await using sites = await withSites(apache, (where) => [
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

describeWebServer(apache, 'sends to where a site is', () => {
  it.each(['/app/a%2Fb//c/../d?x=%2f&y', '/app', '/', '/\xc3\xa9'])(
    'plain HTTP to TLS, byte for byte: %s',
    async (target) => {
      await using sites = await withSites(apache, (where) => [site(where)]);

      const response = await askPlain(sites, target, 'www.shop.example:81');

      expect(response.status).toBe(308);
      expect(headersOf(response, 'Location').join()).toBe(
        `https://www.shop.example:${sites.secure.port}${target}`,
      );
    },
  );

  it('limit apache-redirect-behind-proxy: plain HTTP of a trusted proxy too, whatever it says', async () => {
    await using sites = await withSites(apache, (where) => [
      site(where, { trusted_proxies: ['127.0.0.1/32'] }),
    ]);

    const response = await askHttp(sites.address, {
      target: '/app/a',
      headers: ['Host: shop.example', 'X-Forwarded-Proto: https'],
    });

    expect(response.status).toBe(308);
  });

  it('other names to the canonical one, with scheme, port, path and query', async () => {
    await using sites = await withSites(apache, (where) => [
      site(where, { tls: { redirect: false }, canonical_host: 'shop.example' }),
    ]);

    const secure = await askSecure(sites, '/app/a%2Fb?x', `www.shop.example:${sites.secure.port}`);
    expect(secure.status).toBe(308);
    expect(headerOf(secure, 'Location')).toBe(
      `https://shop.example:${sites.secure.port}/app/a%2Fb?x`,
    );
    const plain = await askPlain(sites, '/a?x', 'www.shop.example');
    expect(headerOf(plain, 'Location')).toBe('http://shop.example/a?x');
    expect((await askSecure(sites, '/app/a')).status).toBe(200);
  });

  it('but serves challenges of ACME before everything else', async () => {
    await using sites = await withSites(apache, (where) => [
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
      expect((await askSecure(sites, target, host)).body.toString()).toBe('answer');
    }
    expect((await askPlain(sites, `${target}s`)).status).toBe(404);
    expect((await askPlain(sites, '/.well-known/acme-challenge')).status).toBe(308);
  });

  it('and nobody with another name anywhere, where it owns the default', async () => {
    await using sites = await withSites(apache, (where) => [site(where, { default_server: true })]);

    expect((await askPlain(sites, '/app/a', 'evil.example')).status).toBe(421);
    expect((await askSecure(sites, '/app/a', 'evil.example')).status).toBe(421);
    expect(
      (await askHttp(sites.address, { target: '/', version: '1.0', headers: [] })).status,
    ).toBe(421);
  });

  it('limit apache-first-virtual-host: with what the file read first says, whoever owns the default', async () => {
    await using sites = await withSites(apache, (where) => [
      site(where, { tls: { redirect: false } }),
      site(where, { hosts: ['wiki.example'], default_server: true }),
    ]);

    expect((await askPlain(sites, '/app/a', 'evil.example')).status).toBe(200);
  });
});
