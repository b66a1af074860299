import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeHttpRequest } from '../../../src/live/http/request.ts';
import { connectionClosed, createResponseParser } from '../../../src/live/http/response-parser.ts';
import { splitAt } from './split-at.ts';

const head = 'HTTP/1.1 200 OK\r\nX-A: 1\r\nx-a:  b c \t\r\n';

describe('a response', () => {
  it.each([
    ['a length', `${head}Content-Length: 5\r\n\r\nhello`],
    [
      'chunks',
      `${head}Transfer-Encoding: chunked\r\n\r\n2;x=y\r\nhe\r\n3\r\nllo\r\n0\r\nT: 1\r\n\r\n`,
    ],
    [
      'an interim response',
      `HTTP/1.1 103 Hint\r\nX: y\r\n\r\n${head}Content-Length: 5\r\n\r\nhello`,
    ],
  ])('is read whole with %s, split anywhere', (_, text) => {
    fc.assert(
      fc.property(fc.array(fc.nat()), (cuts) => {
        const parser = createResponseParser('GET');
        for (const piece of splitAt(Buffer.from(text), cuts)) parser.push(piece, 1);
        const response = parser.response(null);
        expect(response).toMatchObject({ status: 200, reason: 'OK', complete: true });
        expect(response?.body.toString()).toBe('hello');
        expect(response?.headers.slice(0, 2)).toEqual([
          ['X-A', '1'],
          ['x-a', 'b c'],
        ]);
        expect(parser.keepsAlive()).toBe(true);
      }),
    );
  });

  it.each([
    ['Content-Length: 9\r\n\r\nhello', 'connection closed after 5 of 9 bytes'],
    ['Content-Length: 9\r\n\r\n', 'connection closed after 0 of 9 bytes'],
    [
      'Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n',
      'connection closed after 5 bytes, before the last chunk',
    ],
    [
      'Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n',
      'connection closed after 5 bytes, before the last chunk',
    ],
    [
      'Transfer-Encoding: chunked\r\n\r\n5\r\nhel',
      'connection closed after 3 bytes, before the last chunk',
    ],
    ['Transfer-Encoding: chunked\r\n\r\n5\r\nhello!\r\n', 'a chunk is longer than announced'],
    ['Transfer-Encoding: chunked\r\n\r\nhello\r\n', 'not a chunk size: "hello"'],
  ])('is not complete when it is %j', (text, failure) => {
    const parser = createResponseParser('GET');
    parser.push(Buffer.from(head + text), 1);
    expect(parser.response(connectionClosed)).toMatchObject({ complete: false, failure });
    expect(parser.keepsAlive()).toBe(false);
  });

  it('without a length ends with the connection, but not with a time-out', () => {
    const parser = createResponseParser('GET');
    parser.push(Buffer.from(`${head}\r\nhello`), 1);
    expect(parser.isDone()).toBe(false);
    expect(parser.response(connectionClosed)?.complete).toBe(true);
    expect(parser.response('timed out')).toMatchObject({
      complete: false,
      failure: 'timed out after 5 bytes',
    });
  });

  it.each([
    ['HEAD', 'HTTP/1.1 200 OK'],
    ['GET', 'HTTP/1.1 304 Not Modified'],
    ['GET', 'HTTP/1.1 204'],
  ])('to %s with %s has no body', (method, status) => {
    const parser = createResponseParser(method);
    parser.push(Buffer.from(`${status}\r\nContent-Length: 5\r\n\r\n`), 1);
    expect(parser.response(null)).toMatchObject({ complete: true });
    expect(parser.keepsAlive()).toBe(true);
  });

  it.each([
    'Connection: close\r\nContent-Length: 0\r\n\r\n',
    'Content-Length: 0\r\n\r\nsurplus',
    'Content-Length: 1\r\nContent-Length: 2\r\n\r\n',
  ])('does not keep the connection after %j', (text) => {
    const parser = createResponseParser('GET');
    parser.push(Buffer.from(head + text), 1);
    expect(parser.isDone()).toBe(true);
    expect(parser.keepsAlive()).toBe(false);
  });

  it('that is garbage is none', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), (garbage) => {
        const parser = createResponseParser('GET');
        parser.push(Buffer.from(garbage), 1);
        parser.push(Buffer.from('\r\n\r\n'), 1);
        expect(parser.response(connectionClosed)).toBeNull();
        expect(parser.failure()).toMatch(/^not an HTTP response/);
      }),
    );
  });
});

describe('a request', () => {
  it.each([
    [{ target: '/\xe9?"' }, 'GET /\xe9?" HTTP/1.1\r\nHost: h\r\n\r\n'],
    [{ target: '*', method: 'X', headers: ['a:b'], version: '1.0' }, 'X * HTTP/1.0\r\na:b\r\n\r\n'],
    [
      { target: '/', headers: [], body: Buffer.from('ab') },
      'GET / HTTP/1.1\r\nContent-Length: 2\r\n\r\nab',
    ],
    [
      { target: '/', headers: ['content-length: 9'], body: Buffer.from('ab') },
      'GET / HTTP/1.1\r\ncontent-length: 9\r\n\r\nab',
    ],
    [
      { target: '/', headers: [], body: Buffer.from('abcde'), chunkSizes: [1, 3] },
      'GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n3\r\nbcd\r\n1\r\ne\r\n0\r\n\r\n',
    ],
  ] as const)('goes out as it is given: %j', (request, expected) => {
    expect(Buffer.concat(encodeHttpRequest(request, 'h')).toString('latin1')).toBe(expected);
  });

  it('cannot hold what is not a byte', () => {
    expect(() => encodeHttpRequest({ target: '/日' }, 'h')).toThrow(TypeError);
  });
});
