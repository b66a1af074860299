import { once } from 'node:events';
import { chmod } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import type { SocketAddress } from '../socket-address.ts';
import { type ConnectionLimits, type ResponderConnection, serveConnection } from './connection.ts';
import type { FastcgiHandler } from './handler.ts';

/** Where a responder listens: an address of its own, or a listening socket that it inherited. */
export type ListenOn = SocketAddress | { readonly kind: 'inherited'; readonly fd: number };

export interface ResponderOptions {
  readonly limits?: Partial<ConnectionLimits>;
  /** Mode of a unix socket; 0666, since web servers run as users of their own. */
  readonly mode?: number;
  readonly backlog?: number;
}

export interface Responder {
  /** With the port that was picked when port 0 was asked for. */
  readonly listensOn: ListenOn;
  /** Accepts nothing more, finishes what is in progress, and cuts what is left after the limit. */
  stop(limitMilliseconds?: number): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Starts a FastCGI 1.0 responder. */
export async function startResponder(
  handler: FastcgiHandler,
  listenOn: ListenOn,
  options: ResponderOptions = {},
): Promise<Responder> {
  const limits = { ...defaultLimits, ...options.limits };
  const connections = new Set<ResponderConnection>();
  const server = createServer({ noDelay: true }, (socket) => {
    const connection = serveConnection(socket, handler, limits);
    connections.add(connection);
    socket.on('close', () => connections.delete(connection));
  });
  listen(server, listenOn, options.backlog);
  await once(server, 'listening');
  if (listenOn.kind === 'unix') await chmod(listenOn.path, options.mode ?? 0o666);
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;

  let closed: Promise<unknown> | null = null;
  const beginToStop = () => {
    const closing = once(server, 'close');
    server.close();
    for (const connection of connections) connection.drain();
    return closing;
  };
  const stop = async (limitMilliseconds = 10_000) => {
    closed ??= beginToStop();
    const limit = setTimeout(() => {
      for (const connection of connections) connection.destroy();
    }, limitMilliseconds);
    await closed;
    clearTimeout(limit);
  };
  return {
    listensOn: listenOn.kind === 'tcp' ? { ...listenOn, port } : listenOn,
    stop,
    [Symbol.asyncDispose]: () => stop(0),
  };
}

const defaultLimits: ConnectionLimits = {
  paramsBytes: 1024 ** 2,
  stdinBytes: 128 * 1024 ** 2,
  requests: 1024,
};

function listen(server: Server, listenOn: ListenOn, backlog: number | undefined) {
  if (listenOn.kind === 'unix') server.listen({ path: listenOn.path, backlog: backlog ?? 511 });
  else if (listenOn.kind === 'tcp') {
    server.listen({ host: listenOn.host, port: listenOn.port, backlog: backlog ?? 511 });
  } else {
    // Node calls listen(2) again on an inherited socket, which sets its backlog anew: never lower
    // what the process manager asked for (the kernel cuts it to net.core.somaxconn).
    server.listen({ fd: listenOn.fd }, backlog ?? 65_535);
  }
}
