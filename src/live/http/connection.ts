import { connect, type Socket, type TcpNetConnectOpts } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { drained } from '../drained.ts';
import { formatAddress, type SocketAddress } from '../socket-address.ts';
import type { TlsOptions } from '../tls-options.ts';
import { NoResponse } from './no-response.ts';
import type { HttpResponse } from './response.ts';
import { connectionClosed, createResponseParser, type ResponseParser } from './response-parser.ts';

export interface HttpConnection {
  /** Whether it can carry a request. */
  isOpen(): boolean;
  /** Writes one request and reads its response; one at a time. */
  exchange(exchange: {
    readonly method: string;
    readonly pieces: readonly Buffer[];
    readonly timeoutMilliseconds: number;
  }): Promise<HttpResponse>;
  close(): void;
}

/** Opens a connection for requests one after the other. */
export function openConnection(
  address: SocketAddress,
  options: { readonly tls?: TlsOptions; readonly localAddress?: string },
): HttpConnection {
  const socket = open(address, options);
  let current: { parser: ResponseParser; startedAt: number; finish(cut: Cut | null): void } | null =
    null;
  let trouble: Error | null = null;

  socket.on('data', (chunk) => {
    if (!current) {
      // Bytes that nobody asked for: whatever they are, the next response would be misread.
      socket.destroy();
      return;
    }
    current.parser.push(chunk, performance.now() - current.startedAt);
    if (current.parser.isDone()) current.finish(null);
  });
  socket.on('error', (error) => {
    trouble = error;
  });
  socket.on('end', () => current?.finish('closed'));
  socket.on('close', () => current?.finish('closed'));

  return {
    isOpen: () => !socket.destroyed && socket.readable && socket.writable,
    exchange,
    close: () => socket.destroy(),
  };

  function exchange({
    method,
    pieces,
    timeoutMilliseconds,
  }: Parameters<HttpConnection['exchange']>[0]): Promise<HttpResponse> {
    return new Promise((resolve, reject) => {
      const parser = createResponseParser(method);
      const timer = setTimeout(() => current?.finish('timeout'), timeoutMilliseconds);
      const finish = (cut: Cut | null) => {
        current = null;
        clearTimeout(timer);
        if (!parser.keepsAlive()) socket.destroy();
        const timedOut = `timed out (${timeoutMilliseconds} ms)`;
        const response = parser.response(cut === 'timeout' ? timedOut : cut && connectionClosed);
        if (response) resolve(response);
        else reject(noResponse(cut, parser.failure() ?? (cut === 'timeout' ? timedOut : null)));
      };
      current = { parser, startedAt: performance.now(), finish };
      if (socket.destroyed) finish('closed');
      else void write(pieces);
    });
  }

  async function write(pieces: readonly Buffer[]) {
    const exchanging = current;
    socket.cork();
    process.nextTick(() => socket.uncork());
    for (const piece of pieces) {
      for (let start = 0; start < piece.length; start += slice) {
        // An early answer (413) ends the exchange: the rest of the body is not wanted.
        if (current !== exchanging || socket.destroyed) return;
        const goesOn = socket.write(piece.subarray(start, start + slice));
        if (!goesOn) await drained(socket);
      }
    }
  }

  function noResponse(cut: Cut | null, detail: string | null): NoResponse {
    const where = `from ${formatAddress(address)}`;
    if (cut === null) return new NoResponse('not HTTP', `${detail} ${where}`);
    if (cut === 'timeout') return new NoResponse('timeout', `no response ${where}: ${detail}`);
    const cause = trouble && 'syscall' in trouble && trouble.syscall === 'connect';
    const why = trouble?.message ?? connectionClosed;
    return new NoResponse(cause ? 'refused' : 'closed', `no response ${where}: ${why}`);
  }
}

type Cut = 'closed' | 'timeout';

const slice = 65_536;

function open(
  address: SocketAddress,
  { tls, localAddress }: { readonly tls?: TlsOptions; readonly localAddress?: string },
): Socket {
  const target: TcpNetConnectOpts | { path: string } =
    address.kind === 'unix'
      ? { path: address.path }
      : {
          host: address.host,
          port: address.port,
          noDelay: true,
          ...(localAddress !== undefined && { localAddress }),
        };
  if (!tls) return connect(target);
  return connectTls({
    ...target,
    ...(tls.servername !== undefined && { servername: tls.servername }),
    ...(tls.ca !== undefined && { ca: tls.ca }),
    rejectUnauthorized: tls.trustAnything !== true,
    ALPNProtocols: ['http/1.1'],
  });
}
