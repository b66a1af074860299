import { bytesOf } from '../bytes.ts';

/** A request as it goes over the wire: nothing is normalised, checked or escaped. */
export interface HttpRequest {
  /** `GET` when absent. */
  readonly method?: string;
  /** Byte string, sent as it is. */
  readonly target: string;
  /** Raw header lines (byte strings). When absent: one `Host` line that names the server. */
  readonly headers?: readonly string[];
  readonly body?: Buffer;
  /** Sends the body chunked, in chunks of these sizes; the last size repeats. */
  readonly chunkSizes?: readonly number[];
  readonly version?: '1.0' | '1.1';
}

/** The pieces of a request in the order in which they are written. */
export function encodeHttpRequest(request: HttpRequest, host: string): Buffer[] {
  const { method = 'GET', target, body, chunkSizes, version = '1.1' } = request;
  const lines = [...(request.headers ?? [`Host: ${host}`])];
  const frames = lines.some((line) => /^(?:content-length|transfer-encoding)\s*:/i.test(line));
  if (body && !frames) {
    lines.push(chunkSizes ? 'Transfer-Encoding: chunked' : `Content-Length: ${body.length}`);
  }
  const head = [`${method} ${target} HTTP/${version}`, ...lines, '', ''].join('\r\n');
  if (!body) return [bytesOf(head)];
  if (!chunkSizes) return [bytesOf(head), body];
  return [bytesOf(head), ...encodeChunks(body, chunkSizes)];
}

function encodeChunks(body: Buffer, sizes: readonly number[]): Buffer[] {
  const pieces: Buffer[] = [];
  let index = 0;
  for (let start = 0; start < body.length; ) {
    const size = sizes[Math.min(index, sizes.length - 1)];
    if (!size || size < 1) throw new TypeError(`chunk sizes must be positive, not ${sizes}`);
    const data = body.subarray(start, start + size);
    pieces.push(Buffer.concat([bytesOf(`${data.length.toString(16)}\r\n`), data, lineEnd]));
    start += size;
    index += 1;
  }
  return [...pieces, bytesOf('0\r\n\r\n')];
}

const lineEnd = Buffer.from('\r\n');
