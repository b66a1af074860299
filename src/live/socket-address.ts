import { connect, type Socket } from 'node:net';
import { bracketed } from '../core/address.ts';

/** Where something listens; `host` is a literal IPv4 or IPv6 address, without brackets. */
export type SocketAddress =
  | { readonly kind: 'unix'; readonly path: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number };

export function connectTo(address: SocketAddress): Socket {
  if (address.kind === 'unix') return connect({ path: address.path });
  return connect({ host: address.host, port: address.port, noDelay: true });
}

/** Tells whether something accepts connections there now. */
export function accepts(address: SocketAddress): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connectTo(address);
    const settle = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
  });
}

/** `unix:/run/app.sock`, `127.0.0.1:9000`, `[::1]:9000`. */
export function formatAddress(address: SocketAddress): string {
  if (address.kind === 'unix') return `unix:${address.path}`;
  const host = bracketed(address.host);
  return `${host}:${address.port}`;
}

/** Reads what `formatAddress` writes, and a bare absolute path. */
export function parseAddress(text: string): SocketAddress | null {
  const path = /^(?:unix:)?(\/.*)$/s.exec(text)?.[1];
  if (path !== undefined) return { kind: 'unix', path };
  const [, six, four, port] = /^(?:\[([0-9a-fA-F:.]+)\]|([^:[\]]+)):(\d{1,5})$/.exec(text) ?? [];
  const host = six ?? four;
  if (host === undefined || Number(port) > 65_535) return null;
  return { kind: 'tcp', host, port: Number(port) };
}
