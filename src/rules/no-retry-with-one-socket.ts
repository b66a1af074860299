import type { Rule } from '../core/rule.ts';

export const noRetryWithOneSocket: Rule = {
  code: 'no-retry-with-one-socket',
  severity: 'warning',
  summary: 'a retry where there is no second socket to try',
  check({ applications }, report) {
    for (const { retry, sockets } of applications) {
      const [{ value: socket }, ...others] = sockets;
      if (retry.value !== 'idempotent' || others.length > 0) continue;
      // A name can be several addresses.
      if (socket.kind === 'tcp' && socket.family === 'name') continue;
      report({
        at: retry,
        message: '"idempotent" does nothing with one socket',
        help: 'leave "retry" out: the processes behind one socket share it without a retry',
      });
    }
  },
};
