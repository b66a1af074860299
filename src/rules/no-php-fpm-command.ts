import type { Rule } from '../core/rule.ts';
import { startedPrograms } from '../core/started-programs.ts';

export const noPhpFpmCommand: Rule = {
  code: 'no-php-fpm-command',
  severity: 'error',
  summary: 'php-fpm as the command, which serves no socket that it inherits',
  check({ applications }, report) {
    for (const application of applications) {
      const fpm = startedPrograms(application).find(({ name }) =>
        /^php[0-9.]*-fpm[0-9.]*$/.test(name),
      );
      if (fpm === undefined) continue;
      report({
        at: fpm.at,
        message: `"${fpm.at.value}" does not serve the socket that it inherits`,
        help: 'leave "command" out: php-fpm has a unit of its own, and "listen" of its pool is this socket',
      });
    }
  },
};
