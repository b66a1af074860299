import type { Reading } from '../../core/reading.ts';
import { decode, normalise, splitTarget } from '../../core/request-path.ts';

/** Measured on 1.22.1. */
export const readings: readonly Reading[] = [
  {
    limit: null,
    why: 'answers 400 to a path that climbs above the root',
    read: (target) => (climbs(target) ? { status: 400 } : null),
  },
  {
    limit: null,
    why: 'answers 400 to NUL and to "%" without two hexadecimal digits',
    read: (target) => (isUnreadable(target) ? { status: 400 } : null),
  },
];

function pathOf(target: string): string | null {
  const parts = splitTarget(target);
  return parts === null ? null : decode(parts.path);
}

function climbs(target: string): boolean {
  const path = pathOf(target);
  return path !== null && normalise(path).climbs;
}

function isUnreadable(target: string): boolean {
  const path = pathOf(target);
  return path === null || path.includes('\0');
}
