import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { apache } from '../../../src/live/apache.ts';
import { readEcho } from '../../../src/live/echo-responder.ts';
import { askHttp, type HttpRequest, headerOf, httpClient } from '../../../src/live/http.ts';
import { APPLICATION_HEADER } from '../../../src/live/stage.ts';
import { type Staged, staged } from '../staged.ts';
import { describeWebServer } from '../web-servers.ts';
import { startStuckSocket } from './stuck-socket.ts';
import { type MainSurroundings, withFragments } from './with-fragments.ts';

async function variables(
  stage: Staged,
  request: HttpRequest,
): Promise<ReadonlyMap<string, string>> {
  const response = await askHttp(stage.server.address, request);
  expect(response.status).toBe(200);
  return new Map(readEcho(response.body).params);
}

describeWebServer(apache, 'has its limits', () => {
  it('limit apache-server-port: SERVER_PORT follows the Host header', async () => {
    await using stage = await staged(apache, () => ({}));
    const ask = (host: string) => variables(stage, { target: '/app/', headers: [`Host: ${host}`] });

    expect((await ask('shop.example:1234')).get('SERVER_PORT')).toBe('1234');
    expect((await ask('shop.example')).get('SERVER_PORT')).toBe('80');
  });

  it('limit apache-other-scheme: then the Host header counts', async () => {
    await using stage = await staged(apache, () => ({}));
    const ask = async (scheme: string) => {
      const request = {
        target: `${scheme}://shop.example/app/`,
        headers: ['Host: other.example'],
      };
      const params = await variables(stage, request);
      return [params.get('HTTP_HOST'), params.get('SERVER_NAME')];
    };

    expect(await ask('http')).toEqual(['shop.example', 'shop.example']);
    expect(await ask('https')).toEqual(['other.example', 'other.example']);
  });

  it('limit apache-dots-before-slashes: ".." takes an encoded slash with it', async () => {
    await using stage = await staged(apache, () => ({}));
    const pathInfo = async (target: string) =>
      (await variables(stage, { target })).get('PATH_INFO');

    expect(await pathInfo('/app/a%2Fb/../c')).toBe('/c');
    expect(await pathInfo('/app/a/b/../c')).toBe('/a/c');
  });

  it('limit apache-long-names: a name that no disk has is 403 without headers', async () => {
    await using stage = await staged(apache, ({ directory }) => ({
      headers: { 'X-Frame-Options': 'DENY' },
      static: { '/app/static/': `${directory}/` },
    }));
    const ask = async (letters: number) => {
      const target = `/app/static/${'a'.repeat(letters)}`;
      const response = await askHttp(stage.server.address, { target });
      return [response.status, headerOf(response, 'X-Frame-Options')];
    };

    expect(await ask(255)).toEqual([404, 'DENY']);
    expect(await ask(256)).toEqual([403, null]);
  });

  it("limit apache-retry-after: Retry-After is on the application's own 503, too", async () => {
    await using stage = await staged(apache, (workspace) => ({
      maintenance: { page: workspace.path('503.html'), retry_after: '5m' },
    }));

    const response = await stage.client.ask('/app/a?dg=status:503');

    expect(headerOf(response, APPLICATION_HEADER)).toBe('test');
    expect(headerOf(response, 'Retry-After')).toBe('300');
  });

  it('limit apache-control-characters: 403 where they might fall through', async () => {
    await using stage = await staged(apache, ({ directory }) => ({
      static: [{ url: '/app/static/', path: `${directory}/`, fallthrough: true }],
    }));

    expect((await stage.client.ask('/app/static/none%0A')).status).toBe(403);
    expect((await stage.client.ask('/app/none%0A')).status).toBe(200);
  });

  it('limit apache-chunked-bodies: a chunked body over the limit passes', async () => {
    await using stage = await staged(apache, () => ({ limits: { body: '10k' } }));
    const body = Buffer.alloc(20_000);

    const chunked = { method: 'POST', target: '/app/', body, chunkSizes: [1000] };

    expect((await variables(stage, chunked)).get('CONTENT_LENGTH')).toBe('20000');
    expect(
      (await askHttp(stage.server.address, { method: 'POST', target: '/app/', body })).status,
    ).toBe(413);
  });

  it('limit apache-repeated-cookies: two Cookie headers are joined with a comma', async () => {
    await using stage = await staged(apache, () => ({}));

    const headers = ['Host: localhost', 'Cookie: a=1', 'Cookie: b=2'];

    expect((await variables(stage, { target: '/app/', headers })).get('HTTP_COOKIE')).toBe(
      'a=1, b=2',
    );
  });

  it('limit apache-empty-response: 200 with nothing when the application writes nothing', async () => {
    await using stage = await staged(apache, () => ({}));

    const response = await askHttp(stage.server.address, '/app/?dg=empty');

    expect(response.status).toBe(200);
    expect(response.body.length).toBe(0);
  });

  it("limit apache-response-length: the application's Content-Length is left out", async () => {
    await using stage = await staged(apache, () => ({}));

    const response = await askHttp(stage.server.address, '/app/?dg=size:100000');

    expect(response.body.length).toBe(100_000);
    expect(headerOf(response, 'Content-Length')).toBe(null);
    expect(headerOf(response, 'Transfer-Encoding')).toBe('chunked');
  });

  it('limit apache-late-truncation: a cut response hangs on a kept connection', async () => {
    await using stage = await staged(apache, () => ({}));
    using client = httpClient(stage.server.address, { timeoutMilliseconds: 5000 });

    const response = await client.ask('/app/?dg=die-midbody&dg=size:200000');

    expect(response.complete).toBe(false);
    expect(response.failure).toMatch(/time/i);
  });

  it('limit apache-response-headers: 500 for a response header of more than 8 kB', async () => {
    await using stage = await staged(apache, () => ({}));

    expect((await askHttp(stage.server.address, '/app/?dg=big-headers:9000')).status).toBe(500);
    expect((await askHttp(stage.server.address, '/app/?dg=big-headers:7000')).status).toBe(200);
  });

  it('limit apache-full-backlog: waits while a unix socket is full', async () => {
    await using stage = await staged(apache, () => ({ limits: { connect_timeout: '1s' } }));
    await stage.stopApplications();
    const path = stage.workspace.path('app.sock');
    await using _ = await startStuckSocket(path);
    const waiting = await Promise.all(
      [1, 2].map(async () => {
        const socket = connect(path);
        await once(socket, 'connect');
        return socket;
      }),
    );

    const asked = askHttp(stage.server.address, '/app/', { timeoutMilliseconds: 2500 });

    await expect(asked).rejects.toThrow(/time/i);
    for (const socket of waiting) socket.destroy();
  });

  it('limit apache-two-fragments: the later file takes the nested mount', async () => {
    await using server = await withFragments(apache, main, async (workspace) => [
      { name: 'inner', mount: '/app', socket: workspace.path('inner.sock') },
      { name: 'outer', mount: '/', socket: workspace.path('outer.sock') },
    ]);

    const response = await askHttp(server.address, '/app/a');

    expect(headerOf(response, APPLICATION_HEADER)).toBe('outer');
  });
});

/** The smallest httpd around a virtual host of the user's own. */
function main({ workspace, listen }: MainSurroundings, fragments: string): string {
  const modules = ['mpm_event', 'authz_core', 'alias', 'setenvif', 'proxy', 'proxy_fcgi'];
  return [
    `ServerRoot "${workspace.directory}"`,
    `DefaultRuntimeDir "${workspace.directory}"`,
    `PidFile "${workspace.path('apache.pid')}"`,
    `ErrorLog "${workspace.path('error.log')}"`,
    `Listen ${listen.host}:${listen.port}`,
    'User www-data',
    'Group www-data',
    ...modules.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`),
    '<VirtualHost *>',
    'ServerName localhost',
    fragments,
    '</VirtualHost>',
    '',
  ].join('\n');
}
