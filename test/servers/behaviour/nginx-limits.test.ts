import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { readEcho } from '../../../src/live/echo-responder.ts';
import { freePort } from '../../../src/live/free-port.ts';
import { askHttp } from '../../../src/live/http.ts';
import { nginx } from '../../../src/live/nginx.ts';
import { staged } from '../staged.ts';
import { describeWebServer } from '../web-servers.ts';
import { startStuckSocket } from './stuck-socket.ts';

describeWebServer(nginx, 'does otherwise', () => {
  it('limit nginx-repeated-headers: two Cookie headers are two parameters before 1.23', async () => {
    await using stage = await staged(nginx, () => ({}));

    const response = await askHttp(stage.server.address, {
      target: '/app/',
      headers: ['Host: localhost', 'Cookie: a=1', 'Cookie: b=2'],
    });

    const cookies = readEcho(response.body).params.filter(([name]) => name === 'HTTP_COOKIE');
    const [major = 0, minor = 0] = (await nginx.version()).split('.').map(Number);
    const isJoined = major > 1 || minor >= 23;
    expect(cookies.map(([, value]) => value)).toEqual(isJoined ? ['a=1; b=2'] : ['a=1', 'b=2']);
  });

  it('limit nginx-truncation-with-lists: a response cut half-way looks complete', async () => {
    const ports = [await freePort(), await freePort()];
    await using stage = await staged(nginx, () => ({
      socket: ports.map((port) => `127.0.0.1:${port}`),
    }));

    const response = await askHttp(stage.server.address, {
      target: '/app/?dg=die-midbody&dg=no-length&dg=size:200000',
      headers: ['Host: localhost', 'Connection: close'],
    });

    expect(response.status).toBe(200);
    expect(response.body.length).toBeLessThan(200_000);
    expect(response.complete).toBe(true);
  });

  it('limit nginx-full-backlog: 502 at once when a unix socket is full', async () => {
    await using stage = await staged(nginx, () => ({}));
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

    const response = await askHttp(stage.server.address, '/app/');

    expect(response.status).toBe(502);
    for (const socket of waiting) socket.destroy();
  });
});
