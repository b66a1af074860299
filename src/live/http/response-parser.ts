import type { BodyPiece, HttpResponse } from './response.ts';
import { parseResponseHead, type ResponseHead } from './response-head.ts';

/** Reads one response from the bytes of a connection, split anywhere. */
export interface ResponseParser {
  push(chunk: Buffer, atMilliseconds: number): void;
  /** The response is over, or is not HTTP: no more bytes are wanted. */
  isDone(): boolean;
  /** Why what came is not HTTP. */
  failure(): string | null;
  /** Whether the connection can carry another request. */
  keepsAlive(): boolean;
  /** What there is; `cut` says why no more will come, and counts only if the body is unfinished. */
  response(cut: string | null): HttpResponse | null;
}

/** Makes a parser for the answer to one request of that method. */
export function createResponseParser(method: string): ResponseParser {
  let phase: 'head' | 'data' | 'chunk size' | 'chunk end' | 'trailer' | 'done' = 'head';
  let unread: Buffer = Buffer.alloc(0);
  let head: ResponseHead | null = null;
  let failure: string | null = null;
  let surplus = false;
  /** Bytes of the body or of the chunk still to come. */
  let left = 0;
  let received = 0;
  const parts: Buffer[] = [];
  const pieces: BodyPiece[] = [];

  return {
    push,
    isDone: () => phase === 'done',
    failure: () => failure,
    keepsAlive: () => phase === 'done' && !failure && !surplus && head?.keepsAlive === true,
    response(cut) {
      if (!head) return null;
      const isOver =
        phase === 'done' || (head.framing.kind === 'close' && cut === connectionClosed);
      const reason = failure ?? (isOver ? null : `${cut ?? 'unfinished'} ${place(head)}`);
      const { status, reason: phrase, headers } = head;
      const body = Buffer.concat(parts);
      const complete = reason === null;
      return { status, reason: phrase, headers, body, complete, failure: reason, pieces };
    },
  };

  function push(chunk: Buffer, atMilliseconds: number) {
    let bytes = unread.length > 0 ? Buffer.concat([unread, chunk]) : chunk;
    unread = Buffer.alloc(0);
    while (bytes.length > 0) {
      if (phase === 'done') {
        surplus = true;
        return;
      }
      const used = phase === 'data' ? takeData(bytes, atMilliseconds) : takeLine(bytes);
      if (used === 0) {
        if (bytes.length > maxHead) fail(`${phase} exceeds ${maxHead} bytes`);
        else unread = bytes;
        return;
      }
      bytes = bytes.subarray(used);
    }
  }

  function takeData(bytes: Buffer, atMilliseconds: number): number {
    const part = bytes.subarray(0, Math.min(left, bytes.length));
    parts.push(part);
    received += part.length;
    pieces.push({ atMilliseconds, length: part.length });
    left -= part.length;
    if (left === 0) phase = head?.framing.kind === 'chunked' ? 'chunk end' : 'done';
    return part.length;
  }

  /** Reads a head or one line; returns the number of bytes used, 0 when its end is not there yet. */
  function takeLine(bytes: Buffer): number {
    const end = phase === 'head' ? '\r\n\r\n' : '\r\n';
    const length = bytes.indexOf(end, 0, 'latin1');
    if (length < 0) return 0;
    const line = bytes.toString('latin1', 0, length);
    if (phase === 'head') takeHead(line);
    else if (phase === 'chunk size') takeChunkSize(line);
    else if (phase === 'trailer') phase = line === '' ? 'done' : 'trailer';
    else if (line === '') phase = 'chunk size';
    else fail('a chunk is longer than announced');
    return length + end.length;
  }

  function takeHead(text: string) {
    const found = parseResponseHead(text, method);
    if (!found) {
      fail(`not an HTTP response: ${JSON.stringify(text.slice(0, 200))}`);
      return;
    }
    // 100 and 103 precede the response; 101 is one.
    if (found.status < 200 && found.status !== 101) return;
    head = found;
    if (found.framing.kind === 'chunked') phase = 'chunk size';
    else if (found.framing.kind === 'close') [phase, left] = ['data', Number.POSITIVE_INFINITY];
    else [phase, left] = [found.framing.length > 0 ? 'data' : 'done', found.framing.length];
  }

  function takeChunkSize(line: string) {
    const size = /^([0-9a-fA-F]{1,12})[ \t]*(?:;.*)?$/s.exec(line)?.[1];
    if (size === undefined) {
      fail(`not a chunk size: ${JSON.stringify(line.slice(0, 40))}`);
      return;
    }
    left = Number.parseInt(size, 16);
    phase = left > 0 ? 'data' : 'trailer';
  }

  function place({ framing }: ResponseHead): string {
    if (framing.kind === 'length') return `after ${received} of ${framing.length} bytes`;
    return `after ${received} bytes${framing.kind === 'chunked' ? ', before the last chunk' : ''}`;
  }

  function fail(message: string) {
    failure = message;
    phase = 'done';
  }
}

/** The `cut` of a connection that the server closed. */
export const connectionClosed = 'connection closed';

const maxHead = 1024 ** 2;
