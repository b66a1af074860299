import type { Rule } from '../core/rule.ts';
import { formatBytes } from '../core/units.ts';

export const noHugeHeaderBuffer: Rule = {
  code: 'no-huge-header-buffer',
  severity: 'warning',
  summary: 'a header buffer for more than clients accept',
  check({ applications }, report) {
    for (const { limits } of applications) {
      const { value } = limits.headerBufferBytes;
      if (value <= CLIENT_BYTES) continue;
      report({
        at: limits.headerBufferBytes,
        message: `a header buffer of "${formatBytes(value)}" is more than clients accept`,
        help: 'write at most 300k: every response that a client is slow to read takes several such buffers',
      });
    }
  },
};

// curl 7.88.1: "Too large response headers: 360227 > 307200".
const CLIENT_BYTES = 300 * 1024;
