import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { freePort } from '../../../src/live/free-port.ts';
import { askHttp, headerOf, headersOf, httpClient } from '../../../src/live/http.ts';
import type { SocketAddress } from '../../../src/live/socket-address.ts';

const servers: { close(): void }[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

describe('the HTTP client', () => {
  it('reuses one connection, and opens another when the server closes it', async () => {
    const ports = new Set<number | undefined>();
    const address = await serve((request, response) => {
      ports.add(request.socket.remotePort);
      if (request.url === '/close') response.setHeader('Connection', 'close');
      response.end(request.url);
    });
    using client = httpClient(address);
    for (let count = 0; count < 50; count += 1) {
      expect((await client.ask(`/${count}`)).body.toString()).toBe(`/${count}`);
    }
    expect(ports.size).toBe(1);
    await client.ask('/close');
    const answers = await Promise.all([client.ask('/a'), client.ask('/b')]);
    expect(answers.map(({ body }) => body.toString())).toEqual(['/a', '/b']);
    expect(ports.size).toBe(2);
  });

  it('repeats a GET, and no POST, when the kept connection has been closed meanwhile', async () => {
    let count = 0;
    const address = await serveBytes((socket) => {
      socket.on('data', () => {
        count += 1;
        if (count % 2 === 0) socket.destroy();
        else socket.write('HTTP/1.1 204 No Content\r\n\r\n');
      });
    });
    using client = httpClient(address);
    await client.ask('/');
    expect((await client.ask('/')).status).toBe(204);
    await expect(client.ask({ method: 'POST', target: '/' })).rejects.toMatchObject({
      name: 'NoResponse',
      cause: 'closed',
    });
  });

  it('sends bodies of every kind and reads repeated headers', async () => {
    const address = await serve(async (request, response) => {
      let length = 0;
      for await (const chunk of request) length += chunk.length;
      response.writeHead(
        207,
        [
          ['A', '1'],
          ['a', '2'],
        ].flat(),
      );
      response.end(`${length} ${request.headers['transfer-encoding']}`);
    });
    using client = httpClient(address);
    const body = Buffer.alloc(3_000_000, 'b');
    const whole = await client.ask({ method: 'POST', target: '/', body });
    const chunked = await client.ask({
      method: 'PUT',
      target: '/',
      body,
      chunkSizes: [1, 100_000],
    });
    expect([whole, chunked].map((each) => each.body.toString())).toEqual([
      '3000000 undefined',
      '3000000 chunked',
    ]);
    expect(headersOf(whole, 'A')).toEqual(['1', '2']);
    expect(headerOf(whole, 'b')).toBeNull();
  });

  it('tells when each piece of a stream arrives', async () => {
    const address = await serve(async (_, response) => {
      response.write('a');
      await new Promise((resolve) => setTimeout(resolve, 60));
      response.end('b');
    });
    const gap = async () => {
      const { pieces } = await askHttp(address, '/');
      const [first, second] = pieces.map(({ atMilliseconds }) => atMilliseconds);
      return (second ?? 0) - (first ?? 0);
    };
    // Whoever reads late reads both at once.
    await expect.poll(gap).toBeGreaterThan(40);
  });

  it('tells a cut response from a whole one', async () => {
    const address = await serve((_, response) => {
      response.writeHead(200, { 'Content-Length': 10 });
      response.write('hello', () => response.destroy());
    });
    expect(await askHttp(address, '/')).toMatchObject({
      complete: false,
      failure: 'connection closed after 5 of 10 bytes',
    });
  });

  it('gives up after its time-out, with what has come', async () => {
    const address = await serve((request, response) => {
      if (request.url === '/half') response.write('half');
    });
    const options = { timeoutMilliseconds: 100 };
    await expect(askHttp(address, '/', options)).rejects.toMatchObject({ cause: 'timeout' });
    const half = () => askHttp(address, '/half', options).catch(() => null);
    await expect.poll(half).toMatchObject({
      complete: false,
      failure: 'timed out (100 ms) after 4 bytes, before the last chunk',
    });
  });

  it('reads an answer that comes before the body is sent', async () => {
    const address = await serve((_, response) => {
      response.writeHead(413, { Connection: 'close' }).end('too large');
    });
    const body = Buffer.alloc(300_000);
    expect((await askHttp(address, { method: 'POST', target: '/', body })).status).toBe(413);
  });

  it('says when nobody listens, or what answers is not HTTP', async () => {
    const nobody = { kind: 'tcp', host: '::1', port: await freePort('::1') } as const;
    await expect(askHttp(nobody, '/')).rejects.toMatchObject({ cause: 'refused' });
    const address = await serveBytes((socket) => socket.end('SSH-2.0-x\r\n\r\n\r\n'));
    await expect(askHttp(address, '/')).rejects.toMatchObject({ cause: 'not HTTP' });
  });
});

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

function serve(answer: Answer): Promise<SocketAddress> {
  return listen(createServer(answer));
}

function serveBytes(answer: Parameters<typeof createTcpServer>[1]): Promise<SocketAddress> {
  return listen(createTcpServer(answer) as Server);
}

async function listen(server: Server): Promise<SocketAddress> {
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new TypeError('no port');
  return { kind: 'tcp', host: '127.0.0.1', port: address.port };
}
