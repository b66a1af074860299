import type { Deployment, ListenAddress, TcpSocket } from '../core/model.ts';
import type { Rule } from '../core/rule.ts';

export const noSocketAtListenAddress: Rule = {
  code: 'no-socket-at-listen-address',
  severity: 'error',
  summary: 'a socket that is where the web server itself listens',
  check({ applications, hosts, listen }, report) {
    if (hosts.length === 0) return;
    for (const { value: socket } of applications.flatMap(({ sockets }) => sockets)) {
      if (socket.kind !== 'tcp' || !isTaken(socket, listen)) continue;
      report({
        at: socket.port,
        message: `the web server itself listens at port "${socket.port.value}" of ${socket.host.value}`,
        help: 'give the application another port, such as 9000',
      });
    }
  },
};

function isTaken(socket: TcpSocket, listen: Deployment['listen']): boolean {
  return listen.some(({ value }) => value.port === socket.port.value && covers(value, socket));
}

/** Only loopback addresses are known to be of this machine. */
function covers({ host }: ListenAddress, socket: TcpSocket): boolean {
  const at = socket.host.value.toLowerCase();
  const isIpv4 = /^127\./.test(at);
  const isIpv6 = at === '::1';
  if (host === null) return isIpv4 || isIpv6 || at === 'localhost';
  if (host === '0.0.0.0') return isIpv4;
  if (host === '::') return isIpv6;
  return host === at;
}
