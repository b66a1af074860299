import { byHand, run, type Step } from '../../core/installation.ts';
import type { Application, Deployment, Socket, UnixSocket } from '../../core/model.ts';
import { installation } from '../../deploygen.ts';
import { findTarget } from '../../targets/index.ts';
import type { CauseCode } from '../causes.ts';
import type { Finding } from '../finding.ts';
import { serviceOf } from './check-web.ts';
import { found } from './found.ts';
import type { Address, Connection, Host } from './host.ts';
import { barrierOn, may, octal } from './may.ts';

interface Look {
  readonly host: Host;
  readonly deployment: Deployment;
  readonly note: (what: string) => void;
}

/** Why the web server cannot connect to a socket of an application, or null. */
export async function checkSocket(
  application: Application,
  socket: Socket,
  look: Look,
): Promise<Finding | null> {
  const start = () => startSteps(application, look);
  if (socket.kind === 'unix') {
    const problem = await checkPath(socket, { ...look, start, name: application.name.value });
    if (problem !== null) return problem;
  }
  const address = addressOf(socket);
  const name = nameOf(address);
  const connection = await look.host.connect(address);
  if (connection === 'denied') look.note(`who listens on "${name}", as it is closed to you`);
  const cause = FAILURES[connection];
  if (cause === null) return null;
  return found(
    cause,
    cause === 'socket-refused'
      ? `nobody listens on "${name}"`
      : `no connection to "${name}": ${connection}`,
    ...(cause === 'backlog-full'
      ? [byHand('raise "processes" in the descriptor, or find what they hang on')]
      : await start()),
  );
}

const FAILURES: Readonly<Record<Connection, CauseCode | null>> = {
  accepted: null,
  denied: null,
  missing: 'socket-missing',
  refused: 'socket-refused',
  unreachable: 'socket-refused',
  full: 'backlog-full',
};

async function checkPath(
  { path: { value: path }, owner, group, mode }: UnixSocket,
  {
    host,
    deployment,
    note,
    start,
    name,
  }: Look & { readonly start: () => Promise<readonly Step[]>; readonly name: string },
): Promise<Finding | null> {
  const { value: webUser } = deployment.webUser;
  const service = `${serviceOf(deployment)}.service`;
  if (/^\/(?:var\/)?tmp\//.test(path) && (await host.unit(service))?.hasPrivateTmp) {
    return found(
      'private-tmp',
      `the socket "${path}" is not seen by "${service}", which has PrivateTmp=yes`,
      byHand(`state "socket: /run/${name}/app.sock" in the descriptor, and install it anew`),
    );
  }
  const account = await host.account(webUser);
  if (account === null) note(`what the web server may do: there is no user "${webUser}"`);
  const barrier = await barrierOn(path, account, host);
  if (barrier?.kind === 'unseen') {
    note(`the socket "${path}": "${barrier.path}" is closed to you`);
    return null;
  }
  if (barrier?.kind === 'closed') {
    return found(
      'socket-denied',
      `the folder "${barrier.path}" above the socket is closed to "${webUser}"`,
      run('let it pass', 'chmod', 'a+x', barrier.path),
    );
  }
  const status = barrier === null ? await host.status(path) : 'missing';
  if (status === 'missing') {
    const above = barrier === null ? '' : `, as there is no folder "${barrier.path}"`;
    return found('socket-missing', `there is no socket "${path}"${above}`, ...(await start()));
  }
  if (status === 'unseen') {
    note(`the socket "${path}"`);
    return null;
  }
  if (status.kind !== 'socket') {
    return found(
      'not-a-socket',
      `"${path}" is no socket`,
      run('see what it is, before it is lost', 'ls', '-l', path),
      run('take it away', 'rm', path),
      ...(await start()),
    );
  }
  if (account === null || may(account, status, 'write')) return null;
  return found(
    'socket-denied',
    `the socket "${path}" is closed to "${webUser}": its mode is ${octal(status)}, its owner ${status.uid}, its group ${status.gid}`,
    run('now', 'chown', `${owner?.value ?? ''}:${group.value}`, path),
    run('now', 'chmod', mode.value, path),
    byHand('for ever: install what deploygen renders, which gives whoever opens it these'),
  );
}

/** What opens the socket: by what the descriptor states, or else by what the host knows of. */
async function startSteps(
  application: Application,
  { deployment, host }: Look,
): Promise<readonly Step[]> {
  const stated = deployment.targets
    .map(({ name }) => name.value)
    .filter((name) => findTarget(name)?.side === 'process');
  const managers = stated.length > 0 ? stated : await managersOf(application, host);
  if (managers.length === 0) return [byHand(NO_MANAGER)];
  const alone = { ...deployment, applications: [application] as const };
  const name = application.name.value;
  return managers.flatMap((manager) => {
    if (manager === 'systemd') {
      return [
        run('open the socket', 'systemctl', 'restart', `${name}.socket`),
        run('start the processes', 'systemctl', 'start', `${name}.target`),
      ];
    }
    if (manager === 'supervisor') {
      return [run('start the processes', 'supervisorctl', 'start', `${name}:*`)];
    }
    // What restarts the others also starts them.
    return installation(alone, manager)?.release ?? [];
  });
}

async function managersOf({ name }: Application, host: Host): Promise<readonly string[]> {
  const [socket, programs] = await Promise.all([
    host.unit(`${name.value}.socket`),
    host.programs(name.value),
  ]);
  return [
    ...(socket === null ? [] : ['systemd']),
    ...(programs === null || programs.length === 0 ? [] : ['supervisor']),
  ];
}

const NO_MANAGER =
  'state a process manager under "targets" of the descriptor, such as systemd: "deploygen build --plan" then has the commands that install and start it';

export function addressOf(socket: Socket): Address {
  return socket.kind === 'unix'
    ? { kind: 'unix', path: socket.path.value }
    : { kind: 'tcp', host: socket.host.value, port: socket.port.value };
}

export function nameOf(address: Address): string {
  return address.kind === 'unix' ? address.path : `${address.host}:${address.port}`;
}
