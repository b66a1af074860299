import type { Application } from '../../core/model.ts';
import { derive } from '../../core/place.ts';
import type { Context } from '../../core/render.ts';
import { section, text } from '../../dialects/php-fpm.ts';
import { optionalToken } from '../optional-token.ts';

/** What every pool of php-fpm has: a name, a socket of its own, and processes. */
export function planPhpPool(application: Application): Context {
  const { name, sockets, processes, maxRequests, limits } = application;
  const [{ value: socket }] = sockets;
  return {
    name: section`${name}`,
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
    body: text`${limits.bodyBytes}`,
  };
}
