import type { TcpSocket } from '../core/model.ts';
import type { Rule } from '../core/rule.ts';

export const noPublicSocket: Rule = {
  code: 'no-public-socket',
  severity: 'error',
  summary: 'a socket that listens to the whole world',
  check({ applications }, report) {
    for (const { command, sockets } of applications) {
      for (const { value: socket } of sockets) {
        if (socket.kind !== 'tcp') continue;
        // Without a command it may be the address of another machine.
        if (!isEveryAddress(socket) && (command === null || !isPublic(socket))) continue;
        report({
          at: socket.host,
          message: `at "${socket.host.value}" everybody who reaches the machine can speak FastCGI to the application`,
          help: `listen at ${socket.family === 'ipv6' ? '[::1]' : '127.0.0.1'}, or at a unix socket such as unix:/run/NAME/app.sock`,
        });
      }
    }
  },
};

function isEveryAddress({ family, host }: TcpSocket): boolean {
  return family === 'ipv6' ? /^[0:]+$/.test(host.value) : host.value === '0.0.0.0';
}

/** Whether an address is neither of this machine nor of a private network; what a name stands for is not known here. */
function isPublic({ family, host }: TcpSocket): boolean {
  if (family === 'ipv6') return /^[23][0-9a-f]{3}:/i.test(host.value);
  return family === 'ipv4' && !PRIVATE.test(host.value);
}

// RFC 6890: this host, private use, shared address space, loopback, link local, multicast and above.
const PRIVATE =
  /^(0|10|127|169\.254|192\.168|172\.(1[6-9]|2\d|3[01])|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])|22[4-9]|2[3-5]\d)\./;
