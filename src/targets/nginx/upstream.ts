import type { Application, Socket } from '../../core/model.ts';
import { derive, type Placed } from '../../core/place.ts';
import type { Context } from '../../core/render.ts';
import type { Token } from '../../core/token.ts';
import { plain, word } from '../../dialects/nginx.ts';
import { bracketed } from './bracketed.ts';

/**
 * Whether the sockets need an `upstream` block: several do, and so does a unix path with a "$", which fastcgi_pass would
 * take for a variable.
 */
export function needsUpstream({ sockets }: Application): boolean {
  const [{ value }] = sockets;
  return sockets.length > 1 || (value.kind === 'unix' && value.path.value.includes('$'));
}

export function planUpstream(application: Application): Context {
  return {
    name: plain`${upstreamName(application)}`,
    servers: application.sockets.map(({ value }) => addressOf(value)),
  };
}

/** The parameter of fastcgi_pass. */
export function passOf(application: Application): Token {
  if (needsUpstream(application)) return word`${upstreamName(application)}`;
  const [{ value }] = application.sockets;
  if (value.kind === 'unix') return word`unix:${value.path}`;
  return word`${derive(value.host, bracketed)}:${value.port}`;
}

function addressOf(socket: Socket): Token {
  return socket.kind === 'unix'
    ? plain`unix:${socket.path}`
    : plain`${derive(socket.host, bracketed)}:${socket.port}`;
}

function upstreamName({ name }: Application): Placed<string> {
  return derive(name, (text) => `deploygen_${text}`);
}
