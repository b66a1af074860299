import { expect, it } from 'vitest';
import { askHttp } from '../../../src/live/http.ts';
import { staged } from '../staged.ts';
import { describeWebServers } from '../web-servers.ts';
import {
  behind,
  EVERYTHING,
  everySpelling,
  forwardedIn,
  MORE,
  PROXY,
  variables,
} from './behind.ts';

const TOLD = [
  'HTTP_FORWARDED',
  'HTTP_X_FORWARDED_HOST',
  'HTTP_X_FORWARDED_PORT',
  'HTTP_X_FORWARDED_PREFIX',
  'HTTP_X_FORWARDED_PROTO',
];

describeWebServers('behind proxies', (webServer) => {
  // Its own limits are in the tests of lighttpd.
  const isLighttpd = webServer.name === 'lighttpd';

  it('believes a trusted one about address and scheme', async () => {
    await using stage = await behind(webServer, [`${PROXY}/32`, '2001:db8::/32']);

    const params = await variables(stage, PROXY, EVERYTHING);

    expect(Object.fromEntries(params)).toMatchObject({
      REMOTE_ADDR: '192.0.2.7',
      HTTPS: 'on',
      REQUEST_SCHEME: 'https',
      ...(isLighttpd
        ? {}
        : {
            SERVER_PORT: '443',
            HTTP_X_FORWARDED_PROTO: 'https',
            HTTP_X_FORWARDED_HOST: 'evil.example',
          }),
    });
  });

  it('believes nobody else, and passes on nothing of what they claim', async () => {
    await using stage = await behind(webServer, [`${PROXY}/32`]);

    const everything = [...EVERYTHING, ...MORE].flatMap(everySpelling);
    const params = await variables(stage, '127.0.0.1', everything);

    expect(params.get('REMOTE_ADDR')).toBe('127.0.0.1');
    expect(params.get('REQUEST_SCHEME')).toBe('http');
    // Of the Host header: limit apache-server-port.
    const port = webServer.name === 'apache' ? 80 : stage.server.address.port;
    expect(params.get('SERVER_PORT')).toBe(String(port));
    expect(params.has('HTTPS')).toBe(false);
    expect(forwardedIn(params)).toEqual([]);
  });

  it('passes on nothing that a trusted one leaves as its client wrote it', async () => {
    await using stage = await behind(webServer, [`${PROXY}/32`]);
    const misspelt = EVERYTHING.flatMap((line) =>
      everySpelling(line.replace(': ', ': forged-')).slice(1),
    );

    const params = await variables(stage, PROXY, [...EVERYTHING, ...misspelt, ...MORE]);

    // mod_remoteip takes X-Forwarded-For away; limit lighttpd-forwarded-headers: and lighttpd all of them.
    const told = forwardedIn(params).filter((name) => name !== 'HTTP_X_FORWARDED_FOR');
    expect(told.toSorted()).toEqual(isLighttpd ? [] : TOLD);
    expect([...params.values()].join()).not.toContain('forged-');
  });

  it.each<readonly [string, readonly string[]]>([
    ['192.0.2.7', ['X-Forwarded-For: 9.9.9.9, 192.0.2.7, 10.1.2.3']],
    ['192.0.2.7', ['X-Forwarded-For: 9.9.9.9', 'X-Forwarded-For: 192.0.2.7']],
    ...(isLighttpd ? [] : [['10.0.0.1', ['X-Forwarded-For: 10.0.0.1']] as const]),
    ['2001:db9::1', ['X-Forwarded-For: 2001:db9::1']],
    [PROXY, ['X-Forwarded-For: unknown']],
    [PROXY, []],
  ])('finds the client %s in %j', async (address, headers) => {
    await using stage = await behind(webServer, [`${PROXY}/32`, '10.0.0.0/8']);

    expect((await variables(stage, PROXY, headers)).get('REMOTE_ADDR')).toBe(address);
  });

  const titles = {
    nginx: 'reads an address with a port',
    apache: 'limit apache-client-ports: reads no address with a port',
    lighttpd: 'limit lighttpd-client-ports: reads no address with a port',
  };
  it(titles[webServer.name], async () => {
    await using stage = await behind(webServer, [`${PROXY}/32`]);
    const found = async (address: string) => {
      const params = await variables(stage, PROXY, [`X-Forwarded-For: ${address}`]);
      return params.get('REMOTE_ADDR');
    };

    expect([await found('192.0.2.7:5678'), await found('[2001:db8::1]:44')]).toEqual(
      webServer.name === 'nginx' ? ['192.0.2.7', '2001:db8::1'] : [PROXY, PROXY],
    );
  });

  it.each([
    ['http', '80', 'X-Forwarded-Proto: http'],
    ['https', '443', 'X-Forwarded-Proto: HTTPS'],
    ['http', '80', 'X-Forwarded-Proto: https, http'],
    ['http', '80', 'X-Forwarded-Proto: gopher'],
    ['http', '80', 'X-Other: 1'],
  ])('takes the scheme for %s, the port for %s, after "%s"', async (scheme, port, header) => {
    await using stage = await behind(webServer, [`${PROXY}/32`]);

    const params = await variables(stage, PROXY, ['X-Forwarded-For: 192.0.2.7', header]);

    expect(params.get('REQUEST_SCHEME')).toBe(scheme);
    expect(params.get('HTTPS') ?? '').toBe(scheme === 'https' ? 'on' : '');
    if (!isLighttpd) expect(params.get('SERVER_PORT')).toBe(port);
  });

  it('trusts nobody with an empty list', async () => {
    await using stage = await behind(webServer, []);

    const params = await variables(stage, '127.0.0.1', [...EVERYTHING, ...MORE]);

    expect(params.get('REMOTE_ADDR')).toBe('127.0.0.1');
    expect(forwardedIn(params)).toEqual([]);
  });

  it('touches nothing where none are stated', async () => {
    await using stage = await staged(webServer, () => ({}));

    const params = await variables(stage, '127.0.0.1', [...EVERYTHING, ...MORE]);

    expect(forwardedIn(params)).toHaveLength(EVERYTHING.length + MORE.length);
  });

  it('lets in by the address of the client, not of the proxy', async () => {
    await using stage = await behind(webServer, [`${PROXY}/32`], { allow: ['192.0.2.0/24'] });
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
