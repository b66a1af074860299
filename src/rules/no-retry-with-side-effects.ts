import type { Rule } from '../core/rule.ts';

export const noRetryWithSideEffects: Rule = {
  code: 'no-retry-with-side-effects',
  severity: 'note',
  summary: 'a retry, which may execute a GET, PUT or DELETE twice',
  check({ applications }, report) {
    for (const { retry, sockets } of applications) {
      if (retry.value !== 'idempotent' || sockets.length < 2) continue;
      report({
        at: retry,
        message: '"idempotent" may execute one GET, PUT or DELETE twice',
        help: 'see that repeating them does no harm: no GET that counts, pays or sends; else leave "retry" out',
      });
    }
  },
};
