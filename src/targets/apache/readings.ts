import type { Reading } from '../../core/reading.ts';
import { decode, normalise, splitTarget } from '../../core/request-path.ts';

/** Measured on 2.4.71. */
export const readings: readonly Reading[] = [
  {
    limit: null,
    why: 'answers 400 to "#" and to "%" without two hexadecimal digits',
    read: (target) => (target.includes('#') || pathOf(target) === null ? { status: 400 } : null),
  },
  {
    limit: null,
    why: 'answers 400 to a path that climbs above the root',
    read: (target) => (climbsEarly(target) && climbsAtLast(target) ? { status: 400 } : null),
  },
  {
    limit: 'apache-dots-before-slashes',
    why: 'answers 400 to a path that climbs above the root while %2F is no slash yet',
    read: (target) => (climbsEarly(target) ? { status: 400 } : null),
  },
  {
    limit: 'apache-dots-before-slashes',
    why: 'removes "." and ".." while %2F is no slash yet, and once more when it is',
    read: readInTwoSteps,
  },
  {
    limit: null,
    why: 'answers 404 to NUL',
    read: (target) => (/%00/.test(pathOf(target) ?? '') ? { status: 404 } : null),
  },
];

function climbsEarly(target: string): boolean {
  return normalise(keepSlashes(pathOf(target) ?? '')).climbs;
}

function climbsAtLast(target: string): boolean {
  return normalise(decode(pathOf(target) ?? '') ?? '').climbs;
}

/** The target whose path is what the first step leaves. */
function readInTwoSteps(target: string): string | null {
  const path = pathOf(target);
  if (path === null || !/%(2f|00)/i.test(path)) return null;
  const kept = keepSlashes(path);
  const read = normalise(kept).path;
  return read === kept ? null : `${read}${target.slice(target.indexOf(path) + path.length)}`;
}

/** The path as it is spelt; null where its spelling is broken. */
function pathOf(target: string): string | null {
  const path = splitTarget(target)?.path;
  return path === undefined || decode(path) === null ? null : path;
}

/** Decodes what is spelt out without need, dots among it (RFC 3986 section 2.3), and nothing else. */
function keepSlashes(path: string): string {
  return path.replace(/%[0-9A-Fa-f]{2}/g, (spelt) => {
    const byte = String.fromCharCode(Number.parseInt(spelt.slice(1), 16));
    return /[A-Za-z0-9._~-]/.test(byte) ? byte : spelt;
  });
}
