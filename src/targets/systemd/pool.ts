import type { Application } from '../../core/model.ts';
import { derive } from '../../core/place.ts';
import type { Context } from '../../core/render.ts';
import { section, text } from '../../dialects/php-fpm.ts';
import { optionalToken } from '../optional-token.ts';

/** The configuration of a php-fpm that is the application's own and runs as its user from the start. */
export function planPool(application: Application): Context {
  const { name, sockets, processes, maxRequests, limits, hardening } = application;
  const [{ value: socket }] = sockets;
  const body = text`${limits.bodyBytes}`;
  return {
    name: section`${name}`,
    identity: text`${name}`,
    ...(socket.kind === 'unix'
      ? {
          isUnix: true,
          listen: text`${socket.path}`,
          mode: text`${socket.mode}`,
          backlog: text`${socket.backlog}`,
        }
      : {
          isUnix: false,
          listen: text`${derive(socket.host, (host) => (socket.family === 'ipv6' ? `[${host}]` : host))}:${socket.port}`,
        }),
    processes: text`${processes}`,
    ...optionalToken('maxRequests', maxRequests, (value) => text`${value}`),
    body,
    isStrict: hardening.value === 'strict',
  };
}

/** The name of its file. */
export function poolFile({ name }: Application): string {
  return `${name.value}.php-fpm.conf`;
}

/** Where it is put, of which its unit has to know. */
export function poolPath(application: Application): string {
  return `/etc/deploygen/${poolFile(application)}`;
}
