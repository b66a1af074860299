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
});
