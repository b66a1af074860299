import { encodePath } from '../core/byte-string.ts';
import type { Rule } from '../core/rule.ts';

export const noPercentEncodedUrl: Rule = {
  code: 'no-percent-encoded-url',
  severity: 'warning',
  summary: 'a mount or a static URL that is percent-encoded',
  check({ applications }, report) {
    for (const { mount, statics } of applications) {
      const urls = [
        ['mount', mount],
        ...statics.map(({ url }) => ['static URL', url] as const),
      ] as const;
      for (const [what, url] of urls) {
        if (!/%[0-9A-Fa-f]{2}/.test(url.value)) continue;
        report({
          at: url,
          message: `${what} "${url.value}" is percent-encoded: only "${encodePath(url.value)}" would reach it`,
          help: remedy(url.value),
        });
      }
    }
  },
};

function remedy(path: string): string {
  try {
    return `write it decoded: "${decodeURIComponent(path)}"`;
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    return 'write it decoded, in UTF-8';
  }
}
