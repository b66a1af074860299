import type { Application, Socket } from '../../core/model.ts';
import { derive, type Placed } from '../../core/place.ts';
import type { Context } from '../../core/render.ts';
import { argument, environment, plain, section } from '../../dialects/supervisor.ts';
import { holderOf } from '../app-kinds/index.ts';
import { planExtra } from '../extra.ts';
import { optionalToken } from '../optional-token.ts';
import { processAccount } from '../process-account.ts';
import type { Program } from '../programs.ts';
import { environmentOf } from './environment.ts';

/** The [fcgi-program] of an application, or the [program] of a worker of it. */
export function planProgram(application: Application, one: Program): Context {
  const { directory, umask, stop, sockets, log, restart } = application;
  const { name, isServing, processes, line } = one;
  const isOwn = name.value === application.name.value;
  const [{ value: socket }] = sockets;
  const { user, socketOwner } = processAccount(application);
  const { settings, byEnv } = environmentOf(application, one.environment);
  const [program = argument``, ...rest] = [
    ...(byEnv.length > 0 ? [argument`/usr/bin/env`] : []),
    ...byEnv.map(({ name, value }) => argument`${name}=${value}`),
    ...line.map((word) => argument`${word}`),
  ];
  return {
    isServing,
    section: isServing ? section`fcgi-program:${name}` : section`program:${name}`,
    program,
    arguments: rest,
    processes: plain`${processes}`,
    ...planSocket(socket, socketOwner),
    user: plain`${user}`,
    ...optionalToken('umask', umask, (value) => plain`${value}`),
    ...optionalToken('directory', directory, (value) => plain`${value}`),
    environment: settings.map(({ name, value }, index) => ({
      assignment: environment`${name}=${value}`,
      isLast: index === settings.length - 1,
    })),
    givesUp: restart.value === 'fail',
    // To php-fpm, SIGTERM is to end at once.
    stopSignal: plain`${isOwn && holderOf(application) === 'php-fpm' ? derive(stop.signal, () => 'QUIT') : stop.signal}`,
    stopTimeout: plain`${derive(stop.timeoutMilliseconds, (time) => Math.ceil(time / 1000))}`,
    extra: isOwn ? planExtra([application], 'supervisor.program') : [],
    // With a file of the user's own all processes append to it, and supervisord rotates nothing.
    isShared: log !== null,
    log:
      log === null
        ? plain`/var/log/supervisor/%(program_name)s_%(process_num)02d.log`
        : plain`${log}`,
  };
}

function planSocket(socket: Socket, owner: Placed<string>): Context {
  // 4.2.5 refuses owner and mode for TCP.
  if (socket.kind === 'tcp') {
    return { isUnix: false, socket: plain`tcp://${socket.host}:${socket.port}` };
  }
  return {
    isUnix: true,
    socket: plain`unix://${socket.path}`,
    owner: plain`${owner}:${socket.group}`,
    mode: plain`${socket.mode}`,
    backlog: plain`${socket.backlog}`,
  };
}
