import { once } from 'node:events';
import { createServer } from 'node:net';

/** A port on which nothing listens, each at most once per process. */
export async function freePort(host: '127.0.0.1' | '::1' = '127.0.0.1'): Promise<number> {
  for (let attempts = 0; attempts < 1000; attempts += 1) {
    // Below the ephemeral ports (32768 and up on Linux): a client's connection cannot take it meanwhile.
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    if (given.has(port) || !(await isFree(host, port))) continue;
    given.add(port);
    return port;
  }
  throw new Error(`no free port on ${host}`);
}

const given = new Set<number>();

async function isFree(host: string, port: number): Promise<boolean> {
  const server = createServer();
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return false;
    throw error;
  }
  server.close();
  await once(server, 'close');
  return true;
}
