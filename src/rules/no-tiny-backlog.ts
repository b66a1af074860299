import type { Rule } from '../core/rule.ts';

export const noTinyBacklog: Rule = {
  code: 'no-tiny-backlog',
  severity: 'warning',
  summary: 'a backlog that a single visitor fills',
  check({ applications }, report) {
    for (const { value: socket } of applications.flatMap(({ sockets }) => sockets)) {
      if (socket.kind !== 'unix' || socket.backlog.value >= FEW) continue;
      report({
        at: socket.backlog,
        message: `backlog "${socket.backlog.value}": further requests are refused while so many wait`,
        help: 'leave it out for 512: what waits costs next to nothing',
      });
    }
  },
};

// Two browsers with six connections each.
const FEW = 12;
