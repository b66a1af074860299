import type { Diagnostic } from '../core/diagnostic.ts';
import type { Application, Deployment, Socket } from '../core/model.ts';
import { blame, derive } from '../core/place.ts';
import type { Context } from '../core/render.ts';
import type { Capabilities } from '../core/target.ts';
import { assignment, word } from '../dialects/shell.ts';
import { daemonEnvironment } from './daemon-environment.ts';
import { optionalToken } from './optional-token.ts';
import { processAccount } from './process-account.ts';
import { cannotHonour, type ProcessField } from './process-fields.ts';
import type { Program } from './programs.ts';
import { runFolders } from './run-folders.ts';

/**
 * What templates/spawn-fcgi asks for: a shell script that becomes N processes on one socket. spawn-fcgi opens the socket, as
 * root, and becomes multiwatch, as the user, which keeps the processes; a worker has no socket, and comes by setpriv(1).
 */
export function planSpawned(application: Application, program: Program): Context {
  const { group, sockets, restart, stop } = application;
  const [first, ...others] = program.line;
  if (first === undefined) throw new TypeError(`no command for ${program.name.value}`);
  const [{ value: socket }] = sockets;
  return {
    ...planPrelude(application, program),
    program: word`${first}`,
    arguments: others.map((value) => word`${value}`),
    isWide: isWide(program),
    processes: word`${program.processes}`,
    signal: word`${stop.signal}`,
    pause: word`${derive(restart, (value) => (value === 'fail' ? 0 : 1))}`,
    givesUp: restart.value === 'fail',
    isServing: program.isServing,
    ...planSocket(application, socket),
    user: word`${processAccount(application).user}`,
    ...optionalToken('group', group, (value) => word`${value}`),
  };
}

/** What a script does before it starts anything: folders, limits, variables. */
export function planPrelude(
  application: Application,
  { environment, isServing }: Program,
): Context {
  const { directory, umask, log, resources } = application;
  return {
    folders: isServing ? runFolders(application).map((folder) => word`${folder}`) : [],
    ...optionalToken('files', resources.files, (value) => word`${value}`),
    ...optionalToken('umask', umask, (value) => word`${value}`),
    ...optionalToken('directory', directory, (value) => word`${value}`),
    ...optionalToken('log', log, (value) => word`${value}`),
    environment: daemonEnvironment(application, environment).map(
      ({ name, value }) => assignment`${name}=${value}`,
    ),
  };
}

function planSocket(application: Application, socket: Socket): Context {
  if (socket.kind === 'tcp') {
    return { isUnix: false, host: word`${socket.host}`, port: word`${socket.port}` };
  }
  return {
    isUnix: true,
    path: word`${socket.path}`,
    mode: word`${socket.mode}`,
    owner: word`${processAccount(application).socketOwner}`,
    socketGroup: word`${socket.group}`,
    backlog: word`${socket.backlog}`,
  };
}

/** What a target can take that starts its processes by `planSpawned`. @param instead of further fields, what to do */
export function spawnedCapabilities(
  instead: Readonly<Partial<Record<ProcessField, string>>>,
): Capabilities {
  return {
    protocols: ['fastcgi'],
    sockets: { unixPathBytes: 107, families: ['ipv4', 'ipv6'], hasLists: false },
    unsupported: cannotHonour({
      'app: gunicorn':
        'use systemd or gunicorn, or the server "uwsgi": gunicorn takes no socket from spawn-fcgi',
      'app: php-fpm': 'use systemd, supervisor or php-fpm: php-fpm takes no socket from spawn-fcgi',
      environment_file:
        'write the variables under "environment", and have the application read secrets from a file of its own',
      hardening: 'leave it out or write "off": a shell script has no sandbox',
      'network: false': 'leave it out: a shell script has no sandbox',
      'resources.memory': 'leave it out: the shell can limit addresses, not memory',
      'stop.signal: INT or QUIT':
        'write "TERM" or "HUP": what a shell starts beside itself ignores INT and QUIT',
      ...instead,
    }),
    required: ['user', 'command'],
  };
}

/** multiwatch 1.0.0, with GLib: "Invalid byte sequence in conversion input". */
function isWide({ line }: Pick<Program, 'line'>): boolean {
  return line.some(({ value }) => /[^\0-\x7f]/.test(value));
}

/** What spawn-fcgi or multiwatch do not start. */
export function refuseSpawned({ applications }: Deployment): readonly Diagnostic[] {
  return applications.flatMap((application) => [
    ...refuseRoot(application),
    ...refuseCharset(application),
  ]);
}

/** spawn-fcgi 1.6.4: "I will not set uid to 0". */
function refuseRoot({ user, group }: Application): readonly Diagnostic[] {
  return [user, group].flatMap((account) =>
    account?.value === 'root'
      ? [
          blame(account, {
            code: 'target-unsupported',
            message: 'spawn-fcgi starts nothing as root',
            help: 'use an account of its own',
          }),
        ]
      : [],
  );
}

function refuseCharset({ command, environment, workers }: Application): readonly Diagnostic[] {
  const programs = [
    { line: command?.value ?? [], environment },
    ...workers.map((worker) => ({ line: worker.command.value, environment: worker.environment })),
  ];
  return programs.filter(isWide).flatMap((program) =>
    program.environment
      .filter(({ name, value }) => name.value === 'CHARSET' && value.value !== 'UTF-8')
      .map(({ name }) =>
        blame(name, {
          code: 'target-inexpressible',
          message: 'multiwatch reads a command that is no ASCII by the variable "CHARSET"',
          help: 'write "UTF-8", or a command in ASCII',
        }),
      ),
  );
}
