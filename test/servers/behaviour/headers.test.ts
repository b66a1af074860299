import { expect, it } from 'vitest';
import { type EchoAnswer, readEcho } from '../../../src/live/echo-responder.ts';
import { askHttp, type HttpRequest } from '../../../src/live/http.ts';
import { type Staged, staged } from '../staged.ts';
import { describeWebServers } from '../web-servers.ts';

async function echo(stage: Staged, request: HttpRequest): Promise<EchoAnswer> {
  const response = await askHttp(stage.server.address, request);
  expect(response.status).toBe(200);
  return readEcho(response.body);
}

function all(answer: EchoAnswer, variable: string): readonly string[] {
  return answer.params.filter(([name]) => name === variable).map(([, value]) => value);
}

describeWebServers('passes the variables of GATEWAY', (webServer) => {
  it('as RFC 3875 says, each once', async () => {
    await using stage = await staged(webServer, () => ({
      mount: '/my app',
      params: { APP_MODE: 'live', SCRIPT_FILENAME: '/srv/app/index.php' },
    }));
    const { host, port } = stage.server.address;

    const answer = await echo(stage, {
      target: '/my%20app/a%20b?x=%2F&y',
      headers: [`Host: shop.example:${port}`, 'X-Custom: 1', 'User-Agent: test'],
    });

    const names = answer.params.map(([name]) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    expect(Object.fromEntries(answer.params)).toMatchObject({
      SCRIPT_NAME: '/my app',
      PATH_INFO: '/a b',
      REQUEST_URI: '/my%20app/a%20b?x=%2F&y',
      QUERY_STRING: 'x=%2F&y',
      REQUEST_METHOD: 'GET',
      GATEWAY_INTERFACE: 'CGI/1.1',
      SERVER_PROTOCOL: 'HTTP/1.1',
      SERVER_NAME: 'shop.example',
      SERVER_PORT: String(port),
      REMOTE_ADDR: host,
      REQUEST_SCHEME: 'http',
      HTTP_HOST: `shop.example:${port}`,
      HTTP_X_CUSTOM: '1',
      HTTP_USER_AGENT: 'test',
      APP_MODE: 'live',
      SCRIPT_FILENAME: '/srv/app/index.php',
    });
    expect(all(answer, 'HTTPS')).toEqual([]);
  });

  it.each(['fastcgi', 'http'])('HTTP_HOST is that of the target, over %s', async (protocol) => {
    await using stage = await staged(webServer, () => ({ protocol }));
    const hosts = async (target: string, host: string) =>
      all(await echo(stage, { target, headers: [`Host: ${host}`] }), 'HTTP_HOST');

    expect(await hosts('/app/a', 'shop.example:81')).toEqual(['shop.example:81']);
    expect(await hosts('http://shop.example:81/app/a', 'shop.example:81')).toEqual([
      'shop.example:81',
    ]);
    for (const target of ['/app/http://evil.example/', '//app/a', '/app/?http://evil.example/']) {
      expect(await hosts(target, 'shop.example'), target).toEqual(['shop.example']);
    }
    // limit lighttpd-absolute-form: 400.
    if (webServer.name === 'lighttpd') return;
    // limit apache-other-scheme: of another scheme than the connection's, the Host header counts.
    for (const scheme of ['http', 'HTTP', ...(webServer.name === 'apache' ? [] : ['https'])]) {
      const target = `${scheme}://shop.example:81/app/a`;
      expect(await hosts(target, 'evil.example'), target).toEqual(['shop.example:81']);
    }
    expect(await hosts('http://[::1]:81/app/a?x=http://evil.example/', 'evil.example')).toEqual([
      '[::1]:81',
    ]);
  });

  it('QUERY_STRING is empty, not missing', async () => {
    await using stage = await staged(webServer, () => ({}));

    expect(all(await echo(stage, { target: '/app/a' }), 'QUERY_STRING')).toEqual(['']);
  });

  it('SERVER_NAME is not empty without a Host', async () => {
    await using stage = await staged(webServer, () => ({}));

    const answer = await echo(stage, { target: '/app/a', version: '1.0', headers: [] });

    expect(all(answer, 'SERVER_NAME').join()).toMatch(/^[a-z0-9.-]+$/i);
  });

  it.each([
    ['Proxy: http://evil.example', 'HTTP_PROXY'],
    ['Content_Length: 3', 'CONTENT_LENGTH'],
    ['SCRIPT_NAME: /evil', 'HTTP_SCRIPT_NAME'],
    ['Transfer_Encoding: chunked', 'HTTP_TRANSFER_ENCODING'],
  ])('a header %s sets no %s that an application could trust', async (header, variable) => {
    await using stage = await staged(webServer, () => ({}));

    const answer = await echo(stage, { target: '/app/a', headers: ['Host: localhost', header] });

    const value = header.split(': ')[1];
    expect(
      all(answer, variable).filter((each) => each === value && variable === 'HTTP_PROXY'),
    ).toEqual([]);
    expect(all(answer, 'SCRIPT_NAME')).toEqual(['/app']);
    expect(all(answer, 'PATH_INFO')).toEqual(['/a']);
    expect(all(answer, 'CONTENT_LENGTH').filter((length) => !['', '0'].includes(length))).toEqual(
      [],
    );
  });

  it.each(['Script-Name: /evil', 'Path-Info: /evil', 'Remote-User: admin', 'Https: on'])(
    'a header %s stays a header',
    async (header) => {
      await using stage = await staged(webServer, () => ({}));

      const answer = await echo(stage, { target: '/app/a', headers: ['Host: localhost', header] });

      expect(all(answer, 'SCRIPT_NAME')).toEqual(['/app']);
      expect(all(answer, 'PATH_INFO')).toEqual(['/a']);
      expect(all(answer, 'REMOTE_USER').filter((user) => user !== '')).toEqual([]);
      expect(all(answer, 'HTTPS').filter((https) => https !== '')).toEqual([]);
    },
  );

  it('credentials reach the application and make nobody a REMOTE_USER', async () => {
    await using stage = await staged(webServer, () => ({}));

    const answer = await echo(stage, {
      target: '/app/a',
      headers: ['Host: localhost', 'Authorization: Basic YWRtaW46eA=='],
    });

    expect(all(answer, 'REMOTE_USER').filter((user) => user !== '')).toEqual([]);
    expect(all(answer, 'HTTP_AUTHORIZATION')).toEqual(['Basic YWRtaW46eA==']);
  });

  it.each([
    ['two lengths', ['Content-Length: 1', 'Content-Length: 2']],
    ['a negative length', ['Content-Length: -1']],
    ['a length that is none', ['Content-Length: 1x']],
  ])('refuses %s', async (_, lines) => {
    await using stage = await staged(webServer, () => ({}));

    const response = await askHttp(stage.server.address, {
      method: 'POST',
      target: '/app/a',
      headers: ['Host: localhost', ...lines],
    });

    expect(response.status).toBe(400);
  });

  it.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND'])(
    'passes the method %s on',
    async (method) => {
      await using stage = await staged(webServer, () => ({}));

      const answer = await echo(stage, { method, target: '/app/a' });

      expect(all(answer, 'REQUEST_METHOD')).toEqual([method]);
    },
  );
});
