import type { Rule } from '../core/rule.ts';

export const noSpecialSocketPath: Rule = {
  code: 'no-special-socket-path',
  severity: 'note',
  summary: 'a socket path with a character that Apache takes for a part of a URL',
  check({ applications }, report) {
    for (const { value: socket } of applications.flatMap(({ sockets }) => sockets)) {
      if (socket.kind !== 'unix') continue;
      const character = /[#?|]/.exec(socket.path.value)?.[0];
      if (character === undefined) continue;
      report({
        at: socket.path,
        message: `a "${character}" in the path of a socket is part of a URL to apache, which finds no socket`,
        help: 'use letters, digits, "-" and "_" unless it is for other servers only',
      });
    }
  },
};
