import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { echoHandler, readEcho } from '../../../src/live/echo-responder.ts';
import { startResponder } from '../../../src/live/fastcgi/responder.ts';
import { askHttp, type HttpRequest } from '../../../src/live/http.ts';
import { lighttpd } from '../../../src/live/lighttpd.ts';
import { APPLICATION_HEADER } from '../../../src/live/stage.ts';
import { writeSite } from '../matrix/site.ts';
import { pieceByPiece } from '../piece-by-piece.ts';
import { type Staged, staged } from '../staged.ts';
import { until } from '../until.ts';
import { type MainSurroundings, withFragments } from './with-fragments.ts';

async function variables(
  stage: Staged,
  request: HttpRequest,
): Promise<ReadonlyMap<string, string>> {
  const response = await askHttp(stage.server.address, request);
  expect(response.status).toBe(200);
  return new Map(readEcho(response.body).params);
}

describe('what lighttpd does otherwise', () => {
  it('limit lighttpd-control-characters: 400, in a path and in a query', async () => {
    await using stage = await staged(lighttpd, () => ({}));

    expect((await stage.client.ask('/app/a%0Ab')).status).toBe(400);
    expect((await stage.client.ask('/app/a?b=%0A')).status).toBe(400);
    expect((await stage.client.ask('/app/a?b=%7F')).status).toBe(400);
  });

  it('limit lighttpd-normalised-query: QUERY_STRING is encoded anew', async () => {
    await using stage = await staged(lighttpd, () => ({}));

    const received = await variables(stage, { target: '/app/?a=%7E"b&c=5%' });

    expect(received.get('QUERY_STRING')).toBe('a=~%22b&c=5%25');
    expect(received.get('REQUEST_URI')).toBe('/app/?a=%7E"b&c=5%');
  });

  it('limit lighttpd-malformed-percent: a lone "%" in a path is a percent sign', async () => {
    await using stage = await staged(lighttpd, () => ({}));

    expect((await variables(stage, { target: '/app/5%' })).get('PATH_INFO')).toBe('/5%');
  });

  it('limit lighttpd-absolute-form: 400 for a host that is not the header', async () => {
    await using stage = await staged(lighttpd, () => ({}));
    const ask = (target: string, host: string) =>
      askHttp(stage.server.address, { target, headers: [`Host: ${host}`] });

    expect((await ask('http://a.example/app/', 'b.example')).status).toBe(400);
    expect((await ask('http://a.example', 'a.example')).status).toBe(400);
    expect((await ask('http://a.example/app/', 'a.example')).status).toBe(200);
  });

  it('limit lighttpd-methods: 411, 400 and 501 for methods and bodies', async () => {
    await using stage = await staged(lighttpd, () => ({}));
    const ask = (method: string, body?: Buffer) =>
      askHttp(stage.server.address, { method, target: '/app/', ...(body ? { body } : {}) });

    expect((await ask('POST')).status).toBe(411);
    expect((await ask('GET', Buffer.from('x'))).status).toBe(400);
    expect((await ask('BREW')).status).toBe(501);
  });

  it('limit lighttpd-repeated-headers: "-" and "_" are one variable, sent twice', async () => {
    await using stage = await staged(lighttpd, () => ({}));

    const response = await askHttp(stage.server.address, {
      target: '/app/',
      headers: ['Host: localhost', 'X-Under: 1', 'X_Under: 2'],
    });

    const values = readEcho(response.body).params.filter(([name]) => name === 'HTTP_X_UNDER');
    expect(values.map(([, value]) => value).sort()).toEqual(['1', '2']);
  });

  it('limit lighttpd-static-names: 403 for a file whose name is no UTF-8', async () => {
    await using stage = await staged(lighttpd, async (workspace) => ({
      static: { '/app/static/': await writeSite(workspace) },
    }));

    expect((await stage.client.ask('/app/static/%FF.txt')).status).toBe(403);
  });

  it('limit lighttpd-static-names: also where it might fall through', async () => {
    await using stage = await staged(lighttpd, async (workspace) => ({
      static: [{ url: '/app/static/', path: await writeSite(workspace), fallthrough: true }],
    }));

    expect((await stage.client.ask('/app/static/%C3.txt')).status).toBe(403);
  });

  it('limit lighttpd-folder-redirect: 301 for a folder without its slash', async () => {
    await using stage = await staged(lighttpd, async (workspace) => ({
      static: { '/app/static/': await writeSite(workspace) },
    }));

    expect((await stage.client.ask('/app/static/sub')).status).toBe(301);
    expect((await stage.client.ask('/app/static/sub/')).status).toBe(403);
  });

  it('limit lighttpd-cgi-in-static: cgi.assign of the main configuration executes', async () => {
    await using server = await withFragments(
      lighttpd,
      main('server.modules += ("mod_cgi")\ncgi.assign = (".sh" => "/bin/sh")\n'),
      async (workspace) => [
        {
          name: 'test',
          socket: workspace.path('app.sock'),
          static: { '/static/': await writeSite(workspace) },
        },
      ],
    );
    await server.workspace.write(
      'site/static/run.sh',
      'printf "Content-Type: text/plain\\n\\nran"\n',
    );

    expect((await askHttp(server.address, '/static/run.sh')).body.toString()).toBe('ran');
  });

  it('limit lighttpd-sent-as-it-comes: a response is sent piece by piece', async () => {
    expect(await pieceByPiece(lighttpd, () => ({}))).toBe('piece 1\npiece 2\npiece 3\n');
  });

  it('limit lighttpd-late-return: 503 right after the application is back', async () => {
    await using stage = await staged(lighttpd, () => ({}));
    const path = stage.workspace.path('app.sock');
    await stage.stopApplications();
    const status = async () => (await askHttp(stage.server.address, '/app/')).status;
    const isLate = async () => {
      expect(await status()).toBe(503);
      await using _ = await startResponder(echoHandler(), { kind: 'unix', path });
      const first = await status();
      await until(async () => (await status()) === 200);
      return first === 503;
    };

    // It looks again once in two seconds, which may be just then.
    await until(isLate);
  });

  it('limit lighttpd-late-time-outs: 504 later than asked', async () => {
    await using stage = await staged(lighttpd, () => ({ limits: { read_timeout: '1s' } }));
    const wait = async (afterMilliseconds: number) => {
      await delay(afterMilliseconds);
      const started = performance.now();
      expect((await askHttp(stage.server.address, '/app/?dg=slow:60000')).status).toBe(504);
      return performance.now() - started;
    };

    // It looks once in a second: of two requests half a second apart one waits half a second longer.
    await until(async () => Math.max(...(await Promise.all([wait(0), wait(500)]))) > 1400);
  });

  it('limit lighttpd-document-root: DOCUMENT_ROOT is the SCRIPT_FILENAME', async () => {
    await using stage = await staged(lighttpd, () => ({
      params: { SCRIPT_FILENAME: '/srv/album/index.php' },
    }));

    const received = await variables(stage, { target: '/app/a' });

    expect(received.get('SCRIPT_FILENAME')).toBe('/srv/album/index.php');
    expect(received.get('DOCUMENT_ROOT')).toBe('/srv/album/index.php');
  });

  it('limit lighttpd-two-fragments: the later file takes the nested mount', async () => {
    await using server = await withFragments(lighttpd, main(''), async (workspace) => [
      { name: 'inner', mount: '/app', socket: workspace.path('inner.sock') },
      { name: 'outer', mount: '/', socket: workspace.path('outer.sock') },
    ]);

    const response = await askHttp(server.address, '/app/a');

    const application = response.headers.find(([name]) => name === APPLICATION_HEADER)?.[1];
    expect(application).toBe('outer');
  });
});

function main(lines: string) {
  return ({ workspace, listen }: MainSurroundings, fragments: string) =>
    [
      `server.document-root = "/dev/null"`,
      `server.bind = "${listen.host}"`,
      `server.port = ${listen.port}`,
      `server.errorlog = "${workspace.path('error.log')}"`,
      lines,
      fragments,
    ].join('\n');
}
