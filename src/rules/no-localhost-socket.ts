import type { Rule } from '../core/rule.ts';

export const noLocalhostSocket: Rule = {
  code: 'no-localhost-socket',
  severity: 'warning',
  summary: 'a socket at "localhost", which may be two addresses',
  check({ applications }, report) {
    for (const { value: socket } of applications.flatMap(({ sockets }) => sockets)) {
      if (socket.kind !== 'tcp' || socket.host.value.toLowerCase() !== 'localhost') continue;
      report({
        at: socket.host,
        message: `socket host "${socket.host.value}" can be 127.0.0.1 or ::1`,
        help: 'write the address that the application listens at: 127.0.0.1 or [::1]',
      });
    }
  },
};
