import type { Application, Socket } from '../../core/model.ts';
import { derive } from '../../core/place.ts';
import type { Context } from '../../core/render.ts';
import { path, plain } from '../../dialects/systemd.ts';
import { planExtra } from '../extra.ts';
import { processAccount } from '../process-account.ts';
import { runningUnits, type ServiceUnit } from './service-units.ts';

/** NAME.socket: what the processes share. */
export function planSocket(application: Application, unit: ServiceUnit): Context {
  const { name, sockets } = application;
  const [{ value: socket }] = sockets;
  return {
    description:
      application.protocol.value === 'http'
        ? plain`${name}: HTTP socket`
        : plain`${name}: FastCGI socket`,
    // A socket wants a unit to start; further instances join it by Sockets=.
    firstUnit: runningUnits(unit)[0],
    extra: planExtra([application], 'systemd.socket'),
    ...(socket.kind === 'unix'
      ? {
          isUnix: true,
          isEarly: false,
          listen: path`${socket.path}`,
          user: plain`${processAccount(application).socketOwner}`,
          group: plain`${socket.group}`,
          mode: plain`${socket.mode}`,
          backlog: plain`${socket.backlog}`,
        }
      : { isUnix: false, isEarly: needsNetwork(socket), listen: addressOf(socket) }),
  };
}

type TcpSocket = Extract<Socket, { kind: 'tcp' }>;

function addressOf({ family, host, port }: TcpSocket) {
  const bracketed = derive(host, (text) => (family === 'ipv6' ? `[${text}]` : text));
  return plain`${bracketed}:${port}`;
}

/** Whether the address may be missing until the network is up. */
function needsNetwork({ host }: TcpSocket): boolean {
  return !/^127\.|^::1$|^0\.0\.0\.0$|^::$/.test(host.value);
}
