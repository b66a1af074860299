import type { Rule } from '../core/rule.ts';
import { privateFolder } from './private-folder.ts';

export const noSocketInHome: Rule = {
  code: 'no-socket-in-home',
  severity: 'warning',
  summary: 'a socket in a home directory, which the web server may not enter',
  check({ applications, webUser }, report) {
    for (const { name, sockets } of applications) {
      const [{ value: socket }] = sockets;
      if (socket.kind !== 'unix') continue;
      const home = privateFolder(socket.path.value.replace(/\/[^/]*$/, ''));
      if (home === null || home.user === webUser.value) continue;
      report({
        at: socket.path,
        message: `socket "${socket.path.value}" is in ${home.folder}, which "${webUser.value}" may not enter`,
        help: `use /run/${name.value}/app.sock: such folders have mode 0700`,
      });
    }
  },
};
