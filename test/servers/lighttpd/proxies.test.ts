import { expect, it } from 'vitest';
import { readEcho } from '../../../src/live/echo-responder.ts';
import { askHttp } from '../../../src/live/http.ts';
import { lighttpd } from '../../../src/live/lighttpd.ts';
import { type Staged, staged } from '../staged.ts';
import { describeWebServer } from '../web-servers.ts';

const PROXY = '127.0.0.2';
const EVERYTHING = [
  'X-Forwarded-For: 192.0.2.7',
  'X-Forwarded-Proto: https',
  'X-Forwarded-Host: evil.example',
  'X-Forwarded-Port: 666',
  'X-Forwarded-Prefix: /evil',
  'Forwarded: for=192.0.2.7;proto=https',
];

/** The variables that a request from an address leads to. */
async function variables(stage: Staged, from: string, headers: readonly string[]) {
  const response = await askHttp(
    stage.server.address,
    { target: '/app/a', headers: ['Host: shop.example', ...headers] },
    { localAddress: from },
  );
  expect(response.status).toBe(200);
  return new Map(readEcho(response.body).params);
}

function forwardedIn(params: ReadonlyMap<string, string>): readonly string[] {
  return [...params.keys()].filter((name) => /FORWARDED/.test(name));
}

function behind(networks: readonly string[], fields: object = {}): Promise<Staged> {
  return staged(lighttpd, () => ({ trusted_proxies: networks, ...fields }));
}

describeWebServer(lighttpd, 'behind proxies', () => {
  it('believes a trusted one about address and scheme', async () => {
    await using stage = await behind([`${PROXY}/32`, '2001:db8::/32']);

    const params = await variables(stage, PROXY, EVERYTHING);

    expect(Object.fromEntries(params)).toMatchObject({
      REMOTE_ADDR: '192.0.2.7',
      HTTPS: 'on',
      REQUEST_SCHEME: 'https',
    });
  });

  it('believes nobody else, and passes on nothing of what they claim', async () => {
    await using stage = await behind([`${PROXY}/32`]);

    const params = await variables(stage, '127.0.0.1', EVERYTHING);

    expect(params.get('REMOTE_ADDR')).toBe('127.0.0.1');
    expect(params.get('REQUEST_SCHEME')).toBe('http');
    expect(params.get('SERVER_PORT')).toBe(String(stage.server.address.port));
    expect(params.has('HTTPS')).toBe(false);
    expect(forwardedIn(params)).toEqual([]);
  });

  it.each([
    ['192.0.2.7', ['X-Forwarded-For: 9.9.9.9, 192.0.2.7, 10.1.2.3']],
    ['192.0.2.7', ['X-Forwarded-For: 9.9.9.9', 'X-Forwarded-For: 192.0.2.7']],
    ['2001:db9::1', ['X-Forwarded-For: 2001:db9::1']],
    [PROXY, ['X-Forwarded-For: unknown']],
    [PROXY, []],
  ])('finds the client %s in %j', async (address, headers) => {
    await using stage = await behind([`${PROXY}/32`, '10.0.0.0/8']);

    expect((await variables(stage, PROXY, headers)).get('REMOTE_ADDR')).toBe(address);
  });

  it.each([
    ['http', 'http'],
    ['https', 'HTTPS'],
    ['http', 'https, http'],
    ['http', 'gopher'],
  ])('takes the scheme for %s after "%s"', async (scheme, proto) => {
    await using stage = await behind([`${PROXY}/32`]);

    const params = await variables(stage, PROXY, [
      'X-Forwarded-For: 192.0.2.7',
      `X-Forwarded-Proto: ${proto}`,
    ]);

    expect(params.get('REQUEST_SCHEME')).toBe(scheme);
    expect(params.get('HTTPS') ?? '').toBe(scheme === 'https' ? 'on' : '');
  });

  it('limit lighttpd-server-port: SERVER_PORT stays that of the connection', async () => {
    await using stage = await behind([`${PROXY}/32`]);

    const params = await variables(stage, PROXY, EVERYTHING);

    expect(params.get('REQUEST_SCHEME')).toBe('https');
    expect(params.get('SERVER_PORT')).toBe(String(stage.server.address.port));
  });

  it('limit lighttpd-proto-beside-for: no scheme without an address', async () => {
    await using stage = await behind([`${PROXY}/32`]);

    const params = await variables(stage, PROXY, ['X-Forwarded-Proto: https']);

    expect(params.get('REQUEST_SCHEME')).toBe('http');
  });

  it('limit lighttpd-trusted-client: a client in a trusted network is taken for the proxy', async () => {
    await using stage = await behind([`${PROXY}/32`, '10.0.0.0/8']);

    const params = await variables(stage, PROXY, ['X-Forwarded-For: 10.0.0.1']);

    expect(params.get('REMOTE_ADDR')).toBe(PROXY);
  });

  it('limit lighttpd-forwarded-headers: what a trusted one says is taken away, too', async () => {
    await using stage = await behind([`${PROXY}/32`]);

    expect(forwardedIn(await variables(stage, PROXY, EVERYTHING))).toEqual([]);
  });

  it('trusts nobody with an empty list', async () => {
    await using stage = await behind([]);

    const params = await variables(stage, '127.0.0.1', EVERYTHING);

    expect(params.get('REMOTE_ADDR')).toBe('127.0.0.1');
    expect(forwardedIn(params)).toEqual([]);
  });

  it('touches nothing where none are stated', async () => {
    await using stage = await staged(lighttpd, () => ({}));

    expect(forwardedIn(await variables(stage, '127.0.0.1', EVERYTHING))).toHaveLength(6);
  });

  it('lets in by the address of the client, not of the proxy', async () => {
    await using stage = await behind([`${PROXY}/32`], { allow: ['192.0.2.0/24'] });
    const ask = (from: string, client: string) =>
      askHttp(
        stage.server.address,
        { target: '/app/a', headers: ['Host: a', `X-Forwarded-For: ${client}`] },
        { localAddress: from },
      );

    expect((await ask(PROXY, '192.0.2.7')).status).toBe(200);
    expect((await ask(PROXY, '198.51.100.1')).status).toBe(403);
    expect((await ask('127.0.0.1', '192.0.2.7')).status).toBe(403);
  });
});
