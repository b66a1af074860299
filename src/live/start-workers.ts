import { once } from 'node:events';
import { chmod, rename } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { Application } from '../core/model.ts';
import { ProgramFailure, type RunningProgram, startProgram } from './program.ts';

export interface Account {
  readonly uid: number;
  readonly gid: number;
}

export interface Workers {
  readonly count: number;
  /** What they have said. */
  readonly printed: () => string;
  /** Settles when the first of them ends. */
  readonly ended: Promise<unknown>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** The command of an application does not start. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure';
  readonly application: Application;

  constructor(application: Application, cause: ProgramFailure) {
    super(cause.message, { cause: cause.cause });
    this.application = application;
  }
}

/** Does what a process manager does: opens the socket and starts the command, as often as the descriptor says, with it as fd 0. */
export async function startWorkers(
  application: Application,
  { user }: { readonly user?: Account } = {},
): Promise<Workers> {
  const { command, directory, environment, processes } = application;
  if (command === null) throw new TypeError('no command');
  const [program, ...args] = command.value.map(({ value }) => value);
  if (program === undefined) throw new TypeError('an empty command');
  const socket = await openSocket(application);
  const running: RunningProgram[] = [];
  const stop = async () => {
    await Promise.all(running.map((worker) => worker.stop()));
  };
  try {
    for (let count = 0; count < processes.value; count += 1) {
      const worker = await startProgram({
        command: [program, ...args],
        ready: { kind: 'started' },
        ...(directory !== null && { directory: directory.value }),
        environment: {
          PATH: process.env.PATH ?? '/usr/bin:/bin',
          // What systemd gives services of a machine that says nothing else.
          LANG: 'C.UTF-8',
          ...Object.fromEntries(environment.map(({ name, value }) => [name.value, value.value])),
        },
        stdin: socket.fd,
        ...(process.getuid?.() === 0 && { user: user ?? NOBODY }),
      });
      running.push(worker);
    }
  } catch (error) {
    await stop();
    throw error instanceof ProgramFailure ? new CommandFailure(application, error) : error;
  } finally {
    socket.close();
  }
  return {
    count: running.length,
    printed: () => running.map((worker) => worker.stdout() + worker.stderr()).join(''),
    ended: Promise.race(running.map((worker) => worker.ended)),
    [Symbol.asyncDispose]: stop,
  };
}

/** A web application does not run as root. */
const NOBODY = { uid: 65_534, gid: 65_534 };

async function openSocket({ sockets: [{ value }] }: Application) {
  if (value.kind !== 'unix') throw new TypeError('no unix socket');
  const path = value.path.value;
  const server = createServer();
  // Node removes the name under which it has bound a socket when it closes its own end.
  server.listen({ path: `${path}.new`, backlog: value.backlog.value });
  await once(server, 'listening');
  await chmod(`${path}.new`, 0o666);
  await rename(`${path}.new`, path);
  // The descriptor of a listening socket, which Node tells nobody.
  const { _handle: handle } = server as object as { readonly _handle: { readonly fd: number } };
  return { fd: handle.fd, close: () => server.close() };
}
