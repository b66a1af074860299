import type { Rule } from '../core/rule.ts';

export const noClampedBacklog: Rule = {
  code: 'no-clamped-backlog',
  severity: 'note',
  summary: "a backlog above the kernel's usual limit",
  check({ applications }, report) {
    for (const { value: socket } of applications.flatMap(({ sockets }) => sockets)) {
      if (socket.kind !== 'unix' || socket.backlog.value <= SOMAXCONN) continue;
      report({
        at: socket.backlog,
        message: `backlog "${socket.backlog.value}" counts as ${SOMAXCONN} unless the kernel is told otherwise`,
        help: `raise net.core.somaxconn as well, or write at most ${SOMAXCONN}`,
      });
    }
  },
};

// Linux since 5.4.
const SOMAXCONN = 4096;
