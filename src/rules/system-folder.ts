import type { Static } from '../core/model.ts';
import { normalisePath } from './disk-path.ts';

/** Whether a static folder is one of the system's own, with all that is in it. */
export function isSystemFolder({ kind, path }: Static): boolean {
  const folder = normalisePath(path.value);
  return (kind === 'folder' && WHOLE.has(folder)) || KERNEL.test(folder);
}

const WHOLE = new Set([
  '',
  '/bin',
  '/boot',
  '/dev',
  '/etc',
  '/home',
  '/lib',
  '/lib64',
  '/proc',
  '/root',
  '/run',
  '/sbin',
  '/sys',
  '/usr',
  '/var',
  '/var/lib',
  '/var/log',
]);

/** What looks like files there is the kernel; /dev/shm is memory that programs share, and may hold files. */
const KERNEL = /^\/(proc|sys|dev\/(?!shm(\/|$)))/;
