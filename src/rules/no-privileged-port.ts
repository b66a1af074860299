import type { Rule } from '../core/rule.ts';

export const noPrivilegedPort: Rule = {
  code: 'no-privileged-port',
  severity: 'warning',
  summary: 'a port that the application itself cannot open without being root',
  check({ applications }, report) {
    for (const { command, app, sockets } of applications) {
      // Otherwise the manager, which is root, opens the socket.
      if (command !== null || app !== null) continue;
      for (const { value: socket } of sockets) {
        if (socket.kind !== 'tcp' || socket.port.value >= FIRST_FREE) continue;
        if (!/^127\.|^::1$|^localhost$/i.test(socket.host.value)) continue;
        report({
          at: socket.port,
          message: `port "${socket.port.value}" can only be opened by root`,
          help: `use a port from ${FIRST_FREE} on, such as 9000, or a unix socket`,
        });
      }
    }
  },
};

// net.ipv4.ip_unprivileged_port_start of Linux.
const FIRST_FREE = 1024;
