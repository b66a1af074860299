import type { Application, Socket } from '../../core/model.ts';
import { derive, type Placed } from '../../core/place.ts';
import type { Context } from '../../core/render.ts';
import { comment, number, string } from '../../dialects/python.ts';
import { gunicornProgram } from '../app-kinds/index.ts';
import { daemonEnvironment } from '../daemon-environment.ts';
import { planExtra } from '../extra.ts';
import { optionalToken } from '../optional-token.ts';
import { processAccount } from '../process-account.ts';

/** The settings of a gunicorn that root starts, and what it does to its socket. */
export function planSettings(application: Application): Context {
  const { name, app, mount, directory, group, umask, processes, threads, maxRequests } =
    application;
  if (app?.value.kind !== 'wsgi') throw new TypeError(`no module for ${name.value}`);
  const { module, callable } = app.value;
  const { user, socketOwner } = processAccount(application);
  const [{ value: socket }] = application.sockets;
  const { stop, limits, log } = application;
  return {
    start: comment`${derive(app, () => `${gunicornProgram(application)} --config ${settingsPath(application)}`)}`,
    module: string`${module}:${callable}`,
    ...optionalToken('directory', directory, (text) => string`${text}`),
    ...planSocket(socket, socketOwner),
    user: string`${user}`,
    group: string`${group ?? user}`,
    isMounted: mount.value !== '',
    mount: string`${mount}`,
    environment: daemonEnvironment(application, application.environment).map(({ name, value }) => ({
      name: string`${name}`,
      value: string`${value}`,
    })),
    processes: number`${processes}`,
    ...optionalToken('threads', threads.value > 1 ? threads : null, (count) => number`${count}`),
    ...optionalToken('maxRequests', maxRequests, (count) => number`${count}`),
    patience: number`${derive(limits.readTimeoutMilliseconds, inSeconds)}`,
    stopTimeout: number`${derive(stop.timeoutMilliseconds, inSeconds)}`,
    ...optionalToken('log', log, (text) => string`${text}`),
    ...optionalToken('umask', umask, (digits) => number`${octal(digits)}`),
    extra: planExtra([application], 'gunicorn.settings'),
  };
}

function planSocket(socket: Socket, owner: Placed<string>): Context {
  if (socket.kind === 'tcp') {
    const { host, port, family } = socket;
    const bracketed = derive(host, (text) => (family === 'ipv6' ? `[${text}]` : text));
    return { isUnix: false, bind: string`${bracketed}:${port}` };
  }
  return {
    isUnix: true,
    bind: string`unix:${socket.path}`,
    backlog: number`${socket.backlog}`,
    path: string`${socket.path}`,
    owner: string`${owner}`,
    socketGroup: string`${socket.group}`,
    mode: number`${octal(socket.mode)}`,
  };
}

function octal(digits: Placed<string>): Placed<string> {
  return derive(digits, (text) => `0o${text.replace(/^0+(?=.)/, '')}`);
}

function inSeconds(milliseconds: number): number {
  return Math.ceil(milliseconds / 1000);
}

export function settingsFile({ name }: Application): string {
  return `${name.value}.gunicorn.py`;
}

/** Where it is put. */
export function settingsPath(application: Application): string {
  return `/etc/deploygen/${settingsFile(application)}`;
}
