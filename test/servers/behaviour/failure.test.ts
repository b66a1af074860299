import { expect, it } from 'vitest';
import { echoHandler, readEcho } from '../../../src/live/echo-responder.ts';
import type { FastcgiHandler } from '../../../src/live/fastcgi/handler.ts';
import { startResponder } from '../../../src/live/fastcgi/responder.ts';
import { freePort } from '../../../src/live/free-port.ts';
import { askHttp, NoResponse } from '../../../src/live/http.ts';
import { nginx } from '../../../src/live/nginx.ts';
import { named } from '../../../src/live/stage.ts';
import { staged } from '../staged.ts';
import { until } from '../until.ts';
import { describeWebServer, describeWebServers } from '../web-servers.ts';

const CLOSE = ['Host: localhost', 'Connection: close'];

/** Counts what reaches it. */
function counting(handler: FastcgiHandler): FastcgiHandler & { count: number } {
  const counted = Object.assign(
    (request: Parameters<FastcgiHandler>[0]) => {
      counted.count += 1;
      return handler(request);
    },
    { count: 0 },
  );
  return counted;
}

describeWebServers('when an application fails', (webServer) => {
  it('shows a response that was cut half-way as broken', async () => {
    await using stage = await staged(webServer, () => ({}));

    const response = await askHttp(stage.server.address, {
      target: '/app/?dg=die-midbody&dg=size:200000',
      headers: CLOSE,
    });

    expect(response.status >= 500 || !response.complete).toBe(true);
  });

  it('answers at once while every process is gone, and again as soon as one is back', async () => {
    await using stage = await staged(webServer, (workspace) => ({
      socket: workspace.path('later.sock'),
    }));
    const path = stage.workspace.path('later.sock');
    await stage.stopApplications();
    const started = performance.now();

    const gone = await askHttp(stage.server.address, '/app/a');

    expect(gone.status).toBeOneOf([502, 503]);
    expect(performance.now() - started).toBeLessThan(8000);
    await using _ = await startResponder(echoHandler(), { kind: 'unix', path });
    const status = async () => (await askHttp(stage.server.address, '/app/a')).status;
    // limit lighttpd-late-return: it looks again once in two seconds.
    if (webServer.name === 'lighttpd') await until(async () => (await status()) === 200);
    expect(await status()).toBe(200);
  });

  it('answers 504 after the read time-out', async () => {
    await using stage = await staged(webServer, () => ({ limits: { read_timeout: '1s' } }));
    const started = performance.now();

    const response = await askHttp(stage.server.address, '/app/?dg=slow:60000');

    expect(response.status).toBe(504);
    expect(performance.now() - started).toBeGreaterThan(900);
    expect(performance.now() - started).toBeLessThan(9000);
  });

  it('answers no 200 when the application writes nothing', async () => {
    await using stage = await staged(webServer, () => ({}));

    const response = await askHttp(stage.server.address, '/app/?dg=die');

    expect(response.status).toBeOneOf([500, 502, 503]);
  });

  it.each(['GET', 'POST'])(
    'executes a %s at most once, whatever happens, with several sockets',
    async (method) => {
      const handler = counting(echoHandler());
      const ports = [await freePort(), await freePort(), await freePort()];
      await using stage = await staged(
        webServer,
        () => ({
          socket: ports.map((port) => `127.0.0.1:${port}`),
          limits: { read_timeout: '1s' },
        }),
        { handler },
      );

      for (const behaviour of ['die', 'status:503', 'slow:3000']) {
        handler.count = 0;
        const target = `/app/?dg=${behaviour}`;
        const body = method === 'POST' ? { body: Buffer.from('x') } : {};
        const request = { method, target, headers: CLOSE, ...body };
        await askHttp(stage.server.address, request).catch((error) => {
          if (!(error instanceof NoResponse)) throw error;
        });

        expect(handler.count, behaviour).toBe(1);
      }
    },
  );

  it('locks no socket of a list out after a failure', async () => {
    const ports = [await freePort(), await freePort()];
    await using stage = await staged(webServer, () => ({
      socket: ports.map((port) => `127.0.0.1:${port}`),
    }));

    for (let round = 0; round < 4; round += 1) await askHttp(stage.server.address, '/app/?dg=die');

    for (let round = 0; round < 8; round += 1) {
      expect((await askHttp(stage.server.address, '/app/a')).status).toBe(200);
    }
  });

  it('serves fifty clients at once through one socket', async () => {
    await using stage = await staged(webServer, () => ({}));

    const responses = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        askHttp(stage.server.address, `/app/${index}?dg=slow:50`),
      ),
    );

    expect(responses.map(({ status }) => status)).toEqual(responses.map(() => 200));
    const paths = responses.map(({ body }) => new Map(readEcho(body).params).get('PATH_INFO'));
    expect(paths).toEqual(responses.map((_, index) => `/${index}`));
  });
});

describeWebServer(nginx, 'with a dead port in a list', (webServer) => {
  const statuses = async (retry: string) => {
    const alive = await freePort();
    const dead = await freePort();
    await using stage = await staged(webServer, () => ({
      socket: [`127.0.0.1:${alive}`, `127.0.0.1:${dead}`],
      retry,
    }));
    await stage.stopApplications();
    await using _ = await startResponder(named('test', echoHandler()), {
      kind: 'tcp',
      host: '127.0.0.1',
      port: alive,
    });
    const asked = Array.from({ length: 6 }, () => askHttp(stage.server.address, '/app/a'));
    return new Set((await Promise.all(asked)).map(({ status }) => status));
  };

  it('answers 502 for its share, by default', async () => {
    expect(await statuses('never')).toEqual(new Set([200, 502]));
  });

  it('asks the other one with retry: idempotent', async () => {
    expect(await statuses('idempotent')).toEqual(new Set([200]));
  });
});
