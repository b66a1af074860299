import type { Rule } from '../core/rule.ts';
import { statedManagers } from '../targets/stated-targets.ts';

export const noSecondManager: Rule = {
  code: 'no-second-manager',
  severity: 'warning',
  summary: 'a second target that starts the same processes on the same sockets',
  check(deployment, report) {
    const [first, ...others] = statedManagers(deployment).values();
    for (const [{ name }] of others) {
      report({
        at: name,
        message: `"${name.value}" starts the processes that "${first?.[0].name.value}" starts, on the same sockets`,
        help: 'keep the one that the machine runs; if they are for different machines, say so in a "# deploygen-ignore"',
      });
    }
  },
};
