import type { Rule } from '../core/rule.ts';

export const noWebServerUser: Rule = {
  code: 'no-web-server-user',
  severity: 'note',
  summary: 'an application that runs as the user of the web server',
  check({ applications, webUser }, report) {
    for (const { name, user } of applications) {
      if (user === null || user.value !== webUser.value) continue;
      report({
        at: user,
        message: `"${user.value}" is the web server's own user: the application may do to it what it likes`,
        help: `make a user of its own: useradd --system --shell /usr/sbin/nologin ${name.value}`,
      });
    }
  },
};
