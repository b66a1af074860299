import type { Rule } from '../core/rule.ts';

export const noWorldWritableSocket: Rule = {
  code: 'no-world-writable-socket',
  severity: 'warning',
  summary: 'a socket that every user of the machine may write to',
  check({ applications, webGroup }, report) {
    for (const { value: socket } of applications.flatMap(({ sockets }) => sockets)) {
      if (socket.kind !== 'unix' || (Number.parseInt(socket.mode.value, 8) & 0o002) === 0) continue;
      report({
        at: socket.mode,
        message: `mode "${socket.mode.value}" lets every user of the machine speak to the application`,
        help: `write "0660": the socket's group is "${socket.group.value}"${
          socket.group.value === webGroup.value ? ", the web server's" : ''
        }`,
      });
    }
  },
};
