import type { Connection } from '../../doctor/host/host.ts';
import { connectTo, type SocketAddress } from '../socket-address.ts';

/** Connects, and hangs up at once. */
export function tryConnection(address: SocketAddress): Promise<Connection> {
  return new Promise((resolve) => {
    const socket = connectTo(address);
    const settle = (connection: Connection) => {
      socket.destroy();
      resolve(connection);
    };
    socket.setTimeout(3000, () => settle('unreachable'));
    socket.once('connect', () => settle('accepted'));
    socket.once('error', (error: NodeJS.ErrnoException) => {
      settle(FAILURES[error.code ?? ''] ?? 'unreachable');
    });
  });
}

const FAILURES: Readonly<Record<string, Connection>> = {
  ENOENT: 'missing',
  ECONNREFUSED: 'refused',
  EACCES: 'denied',
  EPERM: 'denied',
  EAGAIN: 'full',
};
