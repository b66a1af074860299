import type { Rule } from '../core/rule.ts';
import { formatBytes } from '../core/units.ts';

export const noUnenforcedBodyLimit: Rule = {
  code: 'no-unenforced-body-limit',
  severity: 'note',
  summary: 'a small body limit, which Apache does not enforce on chunked uploads',
  check({ applications }, report) {
    for (const { limits } of applications) {
      const { value } = limits.bodyBytes;
      // Who states more than that wants to let uploads in, not to keep them out.
      if (value >= DEFAULT_BYTES) continue;
      report({
        at: limits.bodyBytes,
        message: `apache lets chunked uploads of more than "${formatBytes(value)}" pass`,
        help: 'behind Apache let the application count too; nginx and lighttpd answer 413',
      });
    }
  },
};

const DEFAULT_BYTES = 10 * 1024 ** 2;
