import { once } from 'node:events';
import { chmod } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { expect, it } from 'vitest';
import { staged } from '../staged.ts';
import { describeWebServers } from '../web-servers.ts';

describeWebServers('upgrades to WebSocket', (webServer) => {
  it.each([
    { websocket: true, upgrade: 'websocket', status: 101 },
    { websocket: true, upgrade: 'h2c', status: 200 },
    { websocket: false, upgrade: 'websocket', status: 200 },
  ])('websocket: $websocket, asked for $upgrade: $status', async (given) => {
    await using stage = await staged(
      webServer,
      () => ({ protocol: 'http', websocket: given.websocket }),
      { handler: null },
    );
    await using application = await listen(stage.workspace.path('app.sock'));
    const client = connect(stage.server.address.port, '127.0.0.1');
    client.setEncoding('latin1');
    try {
      client.write(
        `GET /app/socket HTTP/1.1\r\nHost: localhost\r\nConnection: X-Forwarded-For, Upgrade\r\nUpgrade: ${given.upgrade}\r\n\r\n`,
      );

      const answer = await untilSaid(client, /\r\n\r\n/);

      expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${given.status} `));
      expect(application.upgrades()).toBe(given.status === 101 ? 1 : 0);
      expect(application.isTold()).toBe(true);
      if (given.status === 101) {
        client.write('ping');
        expect(await untilSaid(client, /PING/)).toContain('PING');
      }
    } finally {
      client.destroy();
    }
  });
});

/** An application that upgrades whoever asks for it, and then says everything in capitals. */
async function listen(path: string) {
  let upgrades = 0;
  let isTold = true;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    let head = '';
    let isUpgraded = false;
    socket.on('data', (bytes) => {
      if (isUpgraded) {
        socket.write(bytes.toString('latin1').toUpperCase());
        return;
      }
      head += bytes.toString('latin1');
      if (!head.includes('\r\n\r\n')) return;
      isUpgraded = /^upgrade:/im.test(head) && /^connection:.*upgrade/im.test(head);
      isTold &&= /^x-forwarded-for: 127\.0\.0\.1\r$/im.test(head);
      if (isUpgraded) {
        upgrades += 1;
        socket.write(
          'HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n',
        );
      } else {
        socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok');
      }
    });
  });
  server.listen(path);
  await once(server, 'listening');
  await chmod(path, 0o666);
  return {
    upgrades: () => upgrades,
    /** Whether each request said who asks, though the client named that header a matter of the connection. */
    isTold: () => isTold,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** What comes until a pattern is in it, or the other end hangs up. */
async function untilSaid(socket: Socket, pattern: RegExp): Promise<string> {
  let said = '';
  return new Promise((resolve, reject) => {
    const hear = (text: string) => {
      said += text;
      if (!pattern.test(said)) return;
      socket.off('data', hear);
      resolve(said);
    };
    socket.on('data', hear);
    socket.once('end', () => resolve(said));
    socket.once('error', reject);
  });
}
