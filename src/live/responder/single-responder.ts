import { once } from 'node:events';
import { chmod } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { type ByteReader, byteReader } from '../byte-reader.ts';
import { drained } from '../drained.ts';
import type { FastcgiHandler, FastcgiRequest } from '../fastcgi/handler.ts';
import type { Responder } from '../fastcgi/responder.ts';
import type { SocketAddress } from '../socket-address.ts';

/** A protocol with one request on each connection. */
export interface SingleProtocol {
  /** Reads a request; rejects on anything else. */
  read(reader: ByteReader): Promise<Omit<FastcgiRequest, 'signal'>>;
  /** What a handler's header fields and the body that came with them are, as they travel; what follows is encoded, an empty body as the end. */
  begin(written: Buffer): { readonly bytes: Buffer; readonly encode: (body: Buffer) => Buffer };
}

/** Serves a handler by such a protocol. */
export async function startSingleResponder(
  handler: FastcgiHandler,
  protocol: SingleProtocol,
  listenOn: SocketAddress,
): Promise<Responder> {
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // An error is followed by 'close', which is all that matters here.
    socket.on('error', () => {});
    void serve(socket, handler, protocol).catch(() => socket.destroy());
  });
  if (listenOn.kind === 'unix') server.listen({ path: listenOn.path, backlog: 511 });
  else server.listen({ host: listenOn.host, port: listenOn.port, backlog: 511 });
  await once(server, 'listening');
  if (listenOn.kind === 'unix') await chmod(listenOn.path, 0o666);

  let closed: Promise<unknown> | null = null;
  const stop = async (limitMilliseconds = 10_000) => {
    if (closed === null) {
      closed = once(server, 'close');
      server.close();
    }
    const limit = setTimeout(() => {
      for (const socket of sockets) socket.destroy();
    }, limitMilliseconds);
    await closed;
    clearTimeout(limit);
  };
  return { listensOn: listenOn, stop, [Symbol.asyncDispose]: () => stop(0) };
}

async function serve(socket: Socket, handler: FastcgiHandler, protocol: SingleProtocol) {
  const abort = new AbortController();
  socket.on('close', () => abort.abort());
  const request = await protocol.read(byteReader(socket));
  const send = async (bytes: Buffer): Promise<void> => {
    if (!socket.destroyed && !socket.write(bytes)) await drained(socket);
  };
  let encode: ((body: Buffer) => Buffer) | null = null;
  for await (const write of handler({ ...request, signal: abort.signal })) {
    if (write.kind === 'die') {
      // What was written before has left a dying process, too; destroy() alone would drop it.
      socket.write('', () => socket.destroy());
      return;
    }
    if (write.kind === 'end') break;
    if (write.kind !== 'stdout') continue;
    if (encode === null) {
      const begun = protocol.begin(write.bytes);
      encode = begun.encode;
      await send(begun.bytes);
    } else if (write.bytes.length > 0) await send(encode(write.bytes));
  }
  if (encode !== null) await send(encode(Buffer.alloc(0)));
  socket.end();
}
