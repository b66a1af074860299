import type { Application, Socket } from '../../core/model.ts';
import { derive, type Placed } from '../../core/place.ts';
import type { Context } from '../../core/render.ts';
import { argument, environment, plain, section } from '../../dialects/supervisor.ts';
import { planExtra } from '../extra.ts';
import { optionalToken } from '../optional-token.ts';
import { processAccount } from '../process-account.ts';
import { environmentOf } from './environment.ts';

/** The [fcgi-program] of an application. */
export function planProgram(application: Application): Context {
  const { name, command, directory, umask, processes, stop, sockets } = application;
  if (command === null) throw new TypeError(`no command for ${name.value}`);
  const [{ value: socket }] = sockets;
  const { user, socketOwner } = processAccount(application);
  const { settings, byEnv } = environmentOf(application);
  const [program = argument``, ...rest] = [
    ...(byEnv.length > 0 ? [argument`/usr/bin/env`] : []),
    ...byEnv.map(({ name, value }) => argument`${name}=${value}`),
    ...command.value.map((word) => argument`${word}`),
  ];
  return {
    section: section`fcgi-program:${name}`,
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
    stopTimeout: plain`${derive(stop.timeoutMilliseconds, (time) => Math.ceil(time / 1000))}`,
    extra: planExtra([application], 'supervisor.program'),
    log: plain`/var/log/supervisor/%(program_name)s_%(process_num)02d.log`,
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
