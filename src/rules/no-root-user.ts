import type { Rule } from '../core/rule.ts';

export const noRootUser: Rule = {
  code: 'no-root-user',
  severity: 'error',
  summary: 'an application that runs as root',
  check({ applications }, report) {
    for (const { name, user } of applications) {
      if (user?.value !== 'root') continue;
      report({
        at: user,
        message: 'the application runs as "root": a flaw in it is a flaw of the whole machine',
        help: `make a user of its own: useradd --system --shell /usr/sbin/nologin ${name.value}`,
      });
    }
  },
};
