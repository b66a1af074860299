import type { Application, Socket } from '../../core/model.ts';
import { derive, type Placed } from '../../core/place.ts';
import type { Context } from '../../core/render.ts';
import { path, value } from '../../dialects/uwsgi.ts';
import { daemonEnvironment } from '../daemon-environment.ts';
import { planExtra } from '../extra.ts';
import { optionalToken } from '../optional-token.ts';
import { processAccount } from '../process-account.ts';

/** The settings of a uWSGI that root starts and that opens its socket by itself. */
export function planVassal(application: Application): Context {
  const { name, app, directory, group, umask, processes, threads, maxRequests } = application;
  if (app?.value.kind !== 'wsgi') throw new TypeError(`no module for ${name.value}`);
  const { module, callable, virtualenv, program } = app.value;
  const { user, socketOwner } = processAccount(application);
  const [{ value: socket }] = application.sockets;
  return {
    // uWSGI from elsewhere has Python built in.
    isPackaged: program === null,
    ...optionalToken('directory', directory, (text) => value`${text}`),
    ...optionalToken('virtualenv', virtualenv, (text) => value`${text}`),
    module: value`${module}:${callable}`,
    ...planSocket(socket, socketOwner),
    user: value`${user}`,
    group: value`${group ?? user}`,
    ...optionalToken('umask', umask, (text) => value`${text}`),
    environment: daemonEnvironment(application, application.environment).map(
      (variable) => value`${variable.name}=${variable.value}`,
    ),
    processes: value`${processes}`,
    ...optionalToken('threads', threads.value > 1 ? threads : null, (count) => value`${count}`),
    ...optionalToken('maxRequests', maxRequests, (count) => value`${count}`),
    ...optionalToken('files', application.resources.files, (count) => value`${count}`),
    ...optionalToken(
      'memory',
      application.resources.memoryBytes,
      (bytes) => value`${derive(bytes, (count) => Math.ceil(count / 2 ** 20))}`,
    ),
    stopTimeout: value`${derive(application.stop.timeoutMilliseconds, (time) => Math.ceil(time / 1000))}`,
    ...optionalToken('log', application.log, (text) => value`${text}`),
    extra: planExtra([application], 'uwsgi.options'),
  };
}

function planSocket(socket: Socket, owner: Placed<string>): Context {
  if (socket.kind === 'tcp') {
    const { host, port, family } = socket;
    const bracketed = derive(host, (text) => (family === 'ipv6' ? `[${text}]` : text));
    return { isUnix: false, socket: value`${bracketed}:${port}` };
  }
  return {
    isUnix: true,
    socket: path`${socket.path}`,
    owner: value`${owner}:${socket.group}`,
    // Exactly three digits.
    mode: value`${derive(socket.mode, (digits) => digits.slice(1))}`,
    backlog: value`${socket.backlog}`,
  };
}
