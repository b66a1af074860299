import type { Rule } from '../core/rule.ts';

export const noApacheConnectionReuse: Rule = {
  code: 'no-apache-connection-reuse',
  severity: 'warning',
  summary: 'connections that Apache keeps open, each of which occupies a process',
  check({ applications }, report) {
    for (const { target, lines } of applications.flatMap(({ extra }) => extra)) {
      if (target !== 'apache') continue;
      for (const at of lines) {
        const [, setting] = REUSE.exec(at.value) ?? [];
        if (setting === undefined) continue;
        report({
          at,
          message: `"${setting}" keeps connections open, and a process that waits on one serves no other`,
          help: 'leave it out: a process is then free again after each request',
        });
      }
    }
  },
};

const REUSE =
  /^[ \t]*(?:ProxySet|ProxyPass|ProxyPassMatch|BalancerMember)[ \t].*\b(enablereuse=on)\b/i;
