import type { Descriptor } from '../generated/descriptor.ts';
import { hostFamily, splitAddress } from './address.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Socket, TcpSocket, UnixSocket } from './model.ts';
import { blame, derive, type Placed } from './place.ts';
import type { Reader } from './reader.ts';

type Stated = NonNullable<Descriptor['socket']>;
type StatedUnix = Partial<Record<'owner' | 'group' | 'mode', string>> & {
  readonly backlog?: number;
};
type StatedTcp = { readonly host: string; readonly port: number };
type Sockets = readonly [Placed<Socket>, ...Placed<Socket>[]];

const BACKLOG = 512;
const MODE = '0660';

/** The sockets of an application in one form, whichever way the descriptor says them. */
export function toSockets(
  { socket: stated, user }: { readonly socket: Stated; readonly user?: string },
  { parent, webGroup }: { readonly parent: Reader; readonly webGroup: Placed<string> },
  report: (problem: Diagnostic) => void,
): Sockets {
  if (Array.isArray(stated)) {
    const list = parent.within('socket');
    const sockets = stated.map((item: string | StatedTcp, index) => {
      const placed = list.at(index, item);
      if (typeof item === 'string') return derive(placed, () => tcpFromText(list.at(index, item)));
      return derive(placed, () => tcpFromMap(item, list.within(index)));
    });
    for (const socket of sockets) checkTcp(socket, report);
    checkRepeats(sockets, report);
    const [first, ...others] = sockets;
    if (first === undefined) throw new TypeError('the schema lets no empty list of sockets pass');
    return [first, ...others];
  }
  const socket = derive(parent.at('socket', stated), () =>
    one(stated as Exclude<Stated, readonly unknown[]>),
  );
  if (socket.value.kind === 'unix') checkUnix(socket.value.path, report);
  else
    checkTcp(
      derive(socket, () => socket.value as TcpSocket),
      report,
    );
  return [socket];

  function one(value: Exclude<Stated, readonly unknown[]>): Socket {
    const fields = parent.within('socket');
    if (typeof value === 'string') {
      const placed = parent.at('socket', value);
      if (!/^(unix:)?\//.test(value)) return tcpFromText(placed);
      const path = derive(placed, (text) => text.replace(/^unix:/, ''));
      parent.spelt('socket', { path: path.value });
      return { kind: 'unix', path, ...ofUnix({}, fields) };
    }
    if ('host' in value) return tcpFromMap(value, fields);
    return {
      kind: 'unix',
      path: fields.at('path', value.path),
      ...ofUnix(value, fields),
    };
  }

  function ofUnix(value: StatedUnix, fields: Reader): Omit<UnixSocket, 'kind' | 'path'> {
    if (value.owner === undefined && user !== undefined) {
      fields.following('owner', undefined, { from: 'user', value: user });
    }
    const standard = { from: 'web_group', value: webGroup.value };
    const group = fields.following('group', value.group, standard);
    return {
      owner: value.owner === undefined ? null : fields.at('owner', value.owner),
      group: value.group === undefined ? webGroup : group,
      mode: derive(fields.withDefault('mode', value.mode, MODE), (mode) => mode.padStart(4, '0')),
      backlog: fields.withDefault('backlog', value.backlog, BACKLOG),
    };
  }
}

function tcpFromText(placed: Placed<string>): TcpSocket {
  const { host, port } = splitAddress(placed.value);
  return {
    kind: 'tcp',
    family: hostFamily(host) ?? 'name',
    host: derive(placed, () => host),
    port: derive(placed, () => port),
  };
}

function tcpFromMap({ host, port }: StatedTcp, fields: Reader): TcpSocket {
  return {
    kind: 'tcp',
    family: hostFamily(host) ?? 'name',
    host: fields.at('host', host),
    port: fields.at('port', port),
  };
}

function checkTcp({ value }: Placed<TcpSocket>, report: (problem: Diagnostic) => void): void {
  if (hostFamily(value.host.value) === null) {
    report(
      blame(value.host, {
        code: 'valid-address',
        message: `"${value.host.value}" is no IPv4 or IPv6 address and no host name`,
        help: 'for example 127.0.0.1:9000 or [::1]:9000',
      }),
    );
  }
  if (value.port.value < 1 || value.port.value > 65535) {
    report(
      blame(value.port, {
        code: 'valid-address',
        message: `${value.port.value} is no TCP port`,
        help: 'ports go from 1 to 65535',
      }),
    );
  }
}

function checkUnix(path: Placed<string>, report: (problem: Diagnostic) => void): void {
  const problem = path.value.endsWith('/')
    ? 'is a folder'
    : /[\0\n]/.test(path.value)
      ? 'has a NUL or a newline'
      : null;
  if (problem === null) return;
  report(
    blame(path, {
      code: 'valid-socket-path',
      message: `socket path ${JSON.stringify(path.value)} ${problem}`,
      help: 'for example unix:/run/shop/app.sock',
    }),
  );
}

function checkRepeats(
  sockets: readonly Placed<TcpSocket>[],
  report: (problem: Diagnostic) => void,
): void {
  const seen = new Set<string>();
  for (const socket of sockets) {
    const { host, port } = socket.value;
    const address = `${host.value.toLowerCase()} ${port.value}`;
    if (seen.has(address)) {
      const message = `socket ${host.value} port ${port.value} is listed twice`;
      report(blame(socket, { code: 'unique-socket', message, help: 'list each socket once' }));
    }
    seen.add(address);
  }
}
