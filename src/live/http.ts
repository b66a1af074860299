import { bracketed } from '../core/address.ts';
import { type HttpConnection, openConnection } from './http/connection.ts';
import { NoResponse } from './http/no-response.ts';
import { encodeHttpRequest, type HttpRequest } from './http/request.ts';
import type { HttpResponse } from './http/response.ts';
import type { SocketAddress } from './socket-address.ts';
import type { TlsOptions } from './tls-options.ts';

export { NoResponse } from './http/no-response.ts';
export type { HttpRequest } from './http/request.ts';
export { type HttpResponse, headerOf, headersOf } from './http/response.ts';

export interface HttpClientOptions {
  /** For the whole response to one request; 10 s when absent. */
  readonly timeoutMilliseconds?: number;
  /** Speaks TLS. */
  readonly tls?: TlsOptions;
  /** Connects from this address, for tests of client addresses. */
  readonly localAddress?: string;
}

/** Asks one server many requests, one after the other, over a connection that it keeps. */
export interface HttpClient {
  /**
   * Rejects with NoResponse when no response begins. A kept connection that the server has closed
   * meanwhile is replaced, but a request that may have been executed is not repeated, unless it is a
   * GET or HEAD.
   */
  ask(request: HttpRequest | string): Promise<HttpResponse>;
  close(): void;
  [Symbol.dispose](): void;
}

/** Makes a raw HTTP/1.1 client: requests go out byte for byte, cut responses are told from whole ones. */
export function httpClient(address: SocketAddress, options: HttpClientOptions = {}): HttpClient {
  const timeoutMilliseconds = options.timeoutMilliseconds ?? 10_000;
  const host = hostOf(address);
  let connection: HttpConnection | null = null;
  let queue: Promise<unknown> = Promise.resolve();

  return {
    ask(request) {
      const asked = typeof request === 'string' ? { target: request } : request;
      const answer = queue.then(() => answerTo(asked));
      queue = answer.catch(() => {});
      return answer;
    },
    close,
    [Symbol.dispose]: close,
  };

  async function answerTo(request: HttpRequest): Promise<HttpResponse> {
    const pieces = encodeHttpRequest(request, host);
    const method = request.method ?? 'GET';
    const exchange = { method, pieces, timeoutMilliseconds };
    const kept = connection?.isOpen() ? connection : null;
    try {
      return await (kept ?? reconnect()).exchange(exchange);
    } catch (error) {
      // The server may close an idle connection just as we write to it.
      const stale = kept && error instanceof NoResponse && error.cause === 'closed';
      if (!stale || (method !== 'GET' && method !== 'HEAD')) throw error;
      return reconnect().exchange(exchange);
    }
  }

  function reconnect(): HttpConnection {
    connection?.close();
    connection = openConnection(address, options);
    return connection;
  }

  function close() {
    connection?.close();
    connection = null;
  }
}

/** Asks one request over a connection of its own. */
export async function askHttp(
  address: SocketAddress,
  request: HttpRequest | string,
  options: HttpClientOptions = {},
): Promise<HttpResponse> {
  const client = httpClient(address, options);
  try {
    return await client.ask(request);
  } finally {
    client.close();
  }
}

function hostOf(address: SocketAddress): string {
  if (address.kind === 'unix') return 'localhost';
  return `${bracketed(address.host)}:${address.port}`;
}
