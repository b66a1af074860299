import { expect, it } from 'vitest';
import { lighttpd } from '../../../src/live/lighttpd.ts';
import { behind, EVERYTHING, forwardedIn, PROXY, variables } from '../site/behind.ts';
import { describeWebServer } from '../web-servers.ts';

describeWebServer(lighttpd, 'behind proxies', () => {
  it('limit lighttpd-server-port: SERVER_PORT stays that of the connection', async () => {
    await using stage = await behind(lighttpd, [`${PROXY}/32`]);

    const params = await variables(stage, PROXY, EVERYTHING);

    expect(params.get('REQUEST_SCHEME')).toBe('https');
    expect(params.get('SERVER_PORT')).toBe(String(stage.server.address.port));
  });

  it('limit lighttpd-proto-beside-for: no scheme without an address', async () => {
    await using stage = await behind(lighttpd, [`${PROXY}/32`]);

    const params = await variables(stage, PROXY, ['X-Forwarded-Proto: https']);

    expect(params.get('REQUEST_SCHEME')).toBe('http');
  });

  it('limit lighttpd-trusted-client: a client in a trusted network is taken for the proxy', async () => {
    await using stage = await behind(lighttpd, [`${PROXY}/32`, '10.0.0.0/8']);

    const params = await variables(stage, PROXY, ['X-Forwarded-For: 10.0.0.1']);

    expect(params.get('REMOTE_ADDR')).toBe(PROXY);
  });

  it('limit lighttpd-odd-spellings: another character stands for "-", too', async () => {
    await using stage = await behind(lighttpd, [`${PROXY}/32`]);

    const params = await variables(stage, '127.0.0.1', ['X.Forwarded~For: 192.0.2.7']);

    expect(forwardedIn(params)).toEqual(['HTTP_X_FORWARDED_FOR']);
    expect(params.get('REMOTE_ADDR')).toBe('127.0.0.1');
  });

  it('limit lighttpd-forwarded-headers: what a trusted one says is taken away, too', async () => {
    await using stage = await behind(lighttpd, [`${PROXY}/32`]);

    expect(forwardedIn(await variables(stage, PROXY, EVERYTHING))).toEqual([]);
  });
});
