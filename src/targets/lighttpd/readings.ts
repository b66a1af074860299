import type { Reading } from '../../core/reading.ts';
import { splitTarget } from '../../core/request-path.ts';

/** Measured on 1.4.69. */
export const readings: readonly Reading[] = [
  {
    limit: 'lighttpd-control-characters',
    why: 'answers 400 to control characters, in path or query',
    read: (target) => (/[\x00-\x1f\x7f]|%[01][0-9a-f]|%7f/i.test(target) ? { status: 400 } : null),
  },
  {
    limit: 'lighttpd-malformed-percent',
    why: 'takes "%" without two hexadecimal digits for a percent sign',
    read: (target) => {
      const path = splitTarget(target)?.path ?? '';
      if (path.search(MALFORMED) === -1) return null;
      return `${path.replace(MALFORMED, '%25')}${target.slice(target.indexOf(path) + path.length)}`;
    },
  },
];

const MALFORMED = /%(?![0-9A-Fa-f]{2})/g;
