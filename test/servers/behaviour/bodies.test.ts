import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { readEcho } from '../../../src/live/echo-responder.ts';
import { askHttp, headerOf } from '../../../src/live/http.ts';
import { pieceByPiece } from '../piece-by-piece.ts';
import { staged } from '../staged.ts';
import { describeWebServers } from '../web-servers.ts';

const MEGABYTE = 1024 ** 2;

describeWebServers('carries bodies', (webServer) => {
  it.each([
    ['an empty POST', Buffer.alloc(0)],
    ['a small POST', Buffer.from('name=value&é=%20')],
    ['every byte', Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))],
    ['an upload of 5 MB', Buffer.alloc(5 * MEGABYTE, 'deploygen')],
  ])('%s with a Content-Length', async (_, body) => {
    await using stage = await staged(webServer, () => ({}));

    const response = await stage.client.ask({
      method: 'POST',
      target: '/app/upload',
      headers: [
        'Host: localhost',
        'Content-Type: application/x-test',
        `Content-Length: ${body.length}`,
      ],
      body,
    });

    expect(response.status).toBe(200);
    const echo = readEcho(response.body);
    expect(echo.stdinSha256).toBe(sha256(body));
    const variables = new Map(echo.params);
    expect(variables.get('CONTENT_LENGTH') ?? '').toBe(String(body.length));
    expect(variables.get('CONTENT_TYPE')).toBe('application/x-test');
    expect(variables.get('REQUEST_METHOD')).toBe('POST');
  });

  it.each([
    ['small', Buffer.from('chunked'), [3]],
    ['of 100 kB in small chunks', Buffer.alloc(100_000, 'chunk'), [1000, 7]],
    ['of 5 MB', Buffer.alloc(5 * MEGABYTE, 'chunk'), [65_536]],
  ])('a chunked upload, %s: de-chunked, with its length', async (_, body, chunkSizes) => {
    await using stage = await staged(webServer, () => ({}));

    const response = await stage.client.ask({ method: 'PUT', target: '/app/u', body, chunkSizes });

    expect(response.status).toBe(200);
    const echo = readEcho(response.body);
    expect(echo.stdinSha256).toBe(sha256(body));
    const variables = new Map(echo.params);
    expect(variables.get('CONTENT_LENGTH')).toBe(String(body.length));
    expect(variables.has('HTTP_TRANSFER_ENCODING')).toBe(false);
  });

  it('answers 413 to a body over the limit, and takes one at the limit', async () => {
    await using stage = await staged(webServer, () => ({ limits: { body: '100k' } }));
    const ask = (size: number) =>
      askHttp(stage.server.address, { method: 'POST', target: '/app/', body: Buffer.alloc(size) });

    const taken = await ask(100 * 1024);
    expect(taken.status).toBe(200);
    expect(headerOf(taken, 'Vary')).toBe(null);
    expect((await ask(100 * 1024 + 1)).status).toBe(413);
  });

  it('takes 10 MB when the descriptor says nothing, and no more', async () => {
    await using stage = await staged(webServer, () => ({}));
    const ask = (size: number) =>
      askHttp(stage.server.address, { method: 'POST', target: '/app/', body: Buffer.alloc(size) });

    expect((await ask(10 * MEGABYTE)).status).toBe(200);
    expect((await ask(10 * MEGABYTE + 1)).status).toBe(413);
  });

  it('sends no body after HEAD, and the length of the whole', async () => {
    await using stage = await staged(webServer, () => ({}));

    const head = await stage.client.ask({ method: 'HEAD', target: '/app/a?dg=size:1000' });
    const next = await stage.client.ask('/app/b');

    expect(head.status).toBe(200);
    expect(head.body.length).toBe(0);
    expect(head.complete).toBe(true);
    expect(new Map(readEcho(next.body).params).get('PATH_INFO')).toBe('/b');
  });

  it('sends each piece as it is written, with buffering: false', async () => {
    const said = await pieceByPiece(webServer, () => ({ buffering: false }));

    expect(said).toBe('piece 1\npiece 2\npiece 3\n');
  });

  it('takes a large response and a status of its own', async () => {
    await using stage = await staged(webServer, () => ({}));

    const response = await stage.client.ask('/app/?dg=size:3000000&dg=status:418');

    expect(response.status).toBe(418);
    expect(response.body.length).toBe(3_000_000);
  });
});

function sha256(body: Buffer): string {
  return createHash('sha256').update(body).digest('hex');
}
