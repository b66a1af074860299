import type { Application } from '../core/model.ts';
import type { Placed } from '../core/place.ts';
import type { Rule } from '../core/rule.ts';

export const noPhpWithoutScript: Rule = {
  code: 'no-php-without-script',
  severity: 'error',
  summary: 'php-fpm without a SCRIPT_FILENAME',
  check({ applications }, report) {
    for (const application of applications) {
      const php = phpOf(application);
      if (php === null || application.params.some(({ name }) => name.value === 'SCRIPT_FILENAME'))
        continue;
      report({
        at: php,
        message: `"${php.value}" is PHP, and no SCRIPT_FILENAME tells it what to run`,
        help: `add it under "params", such as SCRIPT_FILENAME: /srv/${application.name.value}/index.php`,
      });
    }
  },
};

/** What shows that the application is PHP: its socket, unless a command of another kind serves that, or its command. */
function phpOf(application: Application): Placed<string> | null {
  const { command, sockets } = application;
  const [{ value: socket }] = sockets;
  if (command !== null) {
    const [program] = command.value;
    return /(^|\/)php-?cgi[0-9.]*$/.test(program.value) ? program : null;
  }
  return socket.kind === 'unix' && FPM.test(socket.path.value) ? socket.path : null;
}

// Debian: /run/php/php8.2-fpm.sock; RHEL: /run/php-fpm/www.sock.
const FPM = /\/php(-fpm)?\/[^/]*$|php[^/]*fpm[^/]*$/;
