import type { Application } from '../core/model.ts';
import { derive, type Placed } from '../core/place.ts';

/**
 * The folders that a unix socket under /run needs for itself, the outermost first. They are gone after a boot, so somebody
 * has to make them; folders anywhere else are the administrator's.
 */
export function runFolders({ sockets }: Application): readonly Placed<string>[] {
  const [{ value: socket }] = sockets;
  if (socket.kind !== 'unix') return [];
  const path = socket.path.value.replace(/\/+/g, '/').replace(/^\/var\/run\//, '/run/');
  if (!path.startsWith('/run/')) return [];
  const names = path.split('/').slice(2, -1);
  if (SHARED.has(names[0] ?? '')) return [];
  return names.map((_, index) =>
    derive(socket.path, () => `/run/${names.slice(0, index + 1).join('/')}`),
  );
}

// Other packages make these for themselves (Debian 12), with owners and modes that are not ours to change.
const SHARED = new Set([
  'apache2',
  'dbus',
  'httpd',
  'initctl',
  'lighttpd',
  'lock',
  'log',
  'mount',
  'nginx',
  'php',
  'php-fpm',
  'screen',
  'shm',
  'sudo',
  'supervisor',
  'systemd',
  'udev',
  'user',
  'uwsgi',
]);
