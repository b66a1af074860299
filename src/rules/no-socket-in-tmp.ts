import type { Rule } from '../core/rule.ts';

export const noSocketInTmp: Rule = {
  code: 'no-socket-in-tmp',
  severity: 'warning',
  summary: 'a socket under /tmp or /var/tmp',
  check({ applications }, report) {
    for (const { name, sockets } of applications) {
      const [{ value: socket }] = sockets;
      if (socket.kind !== 'unix') continue;
      const folder = TEMPORARY.exec(socket.path.value)?.[0];
      if (folder === undefined) continue;
      report({
        at: socket.path,
        message: `socket "${socket.path.value}" is under ${folder}`,
        // Debian 12's apache2.service has PrivateTmp=true: it answers 503, "No such file or directory".
        help: `use /run/${name.value}/app.sock: a service with PrivateTmp has a ${folder} of its own`,
      });
    }
  },
};

const TEMPORARY = /^\/(var\/)?tmp(?=\/)/;
