import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** A port on which nothing listens, and which no process of ours is given while this one runs. */
export async function freePort(host: '127.0.0.1' | '::1' = '127.0.0.1'): Promise<number> {
  for (let attempts = 0; attempts < 1000; attempts += 1) {
    // Below the ephemeral ports (32768 and up on Linux): a client's connection cannot take it meanwhile.
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    if ((await isClaimed(host, port)) && (await isFree(host, port))) return port;
  }
  throw new Error(`no free port on ${host}`);
}

/** Between picking a port and binding it others may pick it too: who has the UDP port of the same number has it for TCP. */
async function isClaimed(host: string, port: number): Promise<boolean> {
  const claim = createSocket(host.includes(':') ? 'udp6' : 'udp4');
  claim.unref();
  claim.bind({ address: host, port, exclusive: true });
  return isBound(claim);
}

async function isFree(host: string, port: number): Promise<boolean> {
  const server = createServer();
  server.listen(port, host);
  if (!(await isBound(server))) return false;
  server.close();
  await once(server, 'close');
  return true;
}

async function isBound(socket: NodeJS.EventEmitter): Promise<boolean> {
  try {
    await once(socket, 'listening');
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return false;
    throw error;
  }
}
