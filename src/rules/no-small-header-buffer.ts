import type { Rule } from '../core/rule.ts';
import { formatBytes } from '../core/units.ts';

export const noSmallHeaderBuffer: Rule = {
  code: 'no-small-header-buffer',
  severity: 'warning',
  summary: 'a header buffer that does not hold one cookie',
  check({ applications }, report) {
    for (const { limits } of applications) {
      const { value } = limits.headerBufferBytes;
      if (value >= COOKIE_BYTES) continue;
      report({
        at: limits.headerBufferBytes,
        message: `a header buffer of "${formatBytes(value)}" does not hold one cookie of 4k`,
        help: 'leave it out (8k), or write at least 4k: a response with more headers is answered 502',
      });
    }
  },
};

// What every browser takes (RFC 6265 section 6.1).
const COOKIE_BYTES = 4096;
