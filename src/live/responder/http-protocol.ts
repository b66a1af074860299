import { STATUS_CODES } from 'node:http';
import { type ByteString, toByteString } from '../../core/byte-string.ts';
import type { ByteReader } from '../byte-reader.ts';
import { type GatewayHeader, gatewayVariables } from './gateway-variables.ts';
import type { SingleProtocol } from './single-responder.ts';

/**
 * HTTP/1.1, byte for byte: Node's own server refuses what web servers let through.
 *
 * @param mount decoded
 */
export function httpProtocol(mount: string): SingleProtocol {
  return {
    async read(reader) {
      const [line = '', ...lines] = (await reader.until('\r\n\r\n'))
        .toString('latin1')
        .split('\r\n');
      const [method = '', ...words] = line.split(' ');
      // A target with a blank in it, which no server should pass, is shown with it.
      const target = words.slice(0, -1).join(' ');
      const headers = lines.map(
        (text): GatewayHeader => [
          text.slice(0, text.indexOf(':')),
          text.slice(text.indexOf(':') + 1).trim(),
        ],
      );
      return {
        parameters: gatewayVariables({ method, target, headers }, toByteString(mount)),
        stdin: await readBody(reader, headers),
      };
    },
    begin(written) {
      const end = written.indexOf('\r\n\r\n');
      const lines = written.toString('latin1', 0, end).split('\r\n');
      const status = lines.map((line) => /^Status: *(\d+)/i.exec(line)?.[1]).find(Boolean) ?? '200';
      const fields = lines.filter((line) => !/^Status:/i.test(line));
      const isCounted = fields.some((line) => /^Content-Length:/i.test(line));
      const encode = isCounted ? (body: Buffer) => body : toChunk;
      const head = [
        `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Unknown'}`,
        ...fields,
        ...(isCounted ? [] : ['Transfer-Encoding: chunked']),
        'Connection: close',
      ];
      const body = written.subarray(end + 4);
      return {
        bytes: Buffer.concat([
          Buffer.from([...head, '', ''].join('\r\n'), 'latin1'),
          ...(body.length > 0 ? [encode(body)] : []),
        ]),
        encode,
      };
    },
  };
}

async function readBody(reader: ByteReader, headers: readonly GatewayHeader[]): Promise<Buffer> {
  const find = (wanted: string): ByteString | undefined =>
    headers.find(([name]) => name.toLowerCase() === wanted)?.[1];
  if (find('transfer-encoding') !== 'chunked') {
    return reader.take(Number(find('content-length') ?? 0));
  }
  const chunks: Buffer[] = [];
  for (;;) {
    const size = Number.parseInt((await reader.until('\r\n')).toString('latin1'), 16);
    if (size === 0) return Buffer.concat(chunks);
    chunks.push(await reader.take(size));
    await reader.until('\r\n');
  }
}

/** The last chunk is an empty one. */
function toChunk(body: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${body.length.toString(16)}\r\n`), body, Buffer.from('\r\n')]);
}
