import type { Rule } from '../core/rule.ts';
import { bindsByItself } from './binds-by-itself.ts';

export const noSelfBindingCommand: Rule = {
  code: 'no-self-binding-command',
  severity: 'error',
  summary: 'a command that opens a socket of its own instead of serving the one it inherits',
  check({ applications }, report) {
    for (const application of applications) {
      const own = bindsByItself(application);
      if (own === null) continue;
      report({
        at: own.at,
        message: `"${own.what}" opens a socket of its own`,
        help: own.what.startsWith('uwsgi')
          ? 'write "--protocol fastcgi" instead: uWSGI then serves the socket that it inherits'
          : 'start the worker itself: it inherits the socket as file descriptor 0',
      });
    }
  },
};
