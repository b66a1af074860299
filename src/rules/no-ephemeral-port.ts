import type { Rule } from '../core/rule.ts';

export const noEphemeralPort: Rule = {
  code: 'no-ephemeral-port',
  severity: 'warning',
  summary: 'a port that the kernel gives to outgoing connections',
  check({ applications }, report) {
    for (const { command, sockets } of applications) {
      for (const { value: socket } of sockets) {
        if (socket.kind !== 'tcp') continue;
        const isHere = command !== null || /^127\.|^::1$|^localhost$/i.test(socket.host.value);
        const { value: port } = socket.port;
        if (!isHere || port < FIRST || port > LAST) continue;
        report({
          at: socket.port,
          message: `port "${port}" can be taken by an outgoing connection when the application starts`,
          help: `use a port below ${FIRST}, such as 9000, or a unix socket`,
        });
      }
    }
  },
};

// net.ipv4.ip_local_port_range of Linux, for IPv6 too.
const FIRST = 32768;
const LAST = 60999;
