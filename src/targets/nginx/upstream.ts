import type { Application, Socket } from '../../core/model.ts';
import { derive, type Placed } from '../../core/place.ts';
import type { Context } from '../../core/render.ts';
import { piece, type Token } from '../../core/token.ts';
import { plain, word } from '../../dialects/nginx.ts';
import { bracketed } from './bracketed.ts';

/**
 * Whether the sockets need an `upstream` block: several do, and so does a unix path with a "$", which fastcgi_pass would
 * take for a variable, or with a ":", after which proxy_pass has a URI.
 */
export function needsUpstream({ sockets, protocol }: Application): boolean {
  const [{ value }] = sockets;
  if (sockets.length > 1) return true;
  const ends = protocol.value === 'http' ? /[$:]/ : /\$/;
  return value.kind === 'unix' && ends.test(value.path.value);
}

export function planUpstream(application: Application): Context {
  return {
    name: plain`${upstreamName(application)}`,
    servers: application.sockets.map(({ value }) => addressOf(value)),
  };
}

/** The parameter of fastcgi_pass, or of proxy_pass: without a URI, so that nginx sends the client's as it came. */
export function passOf(application: Application): Token {
  const scheme = application.protocol.value === 'http' ? piece`http://` : piece``;
  if (needsUpstream(application)) return word`${scheme}${upstreamName(application)}`;
  const [{ value }] = application.sockets;
  if (value.kind === 'unix') return word`${scheme}unix:${value.path}`;
  return word`${scheme}${derive(value.host, bracketed)}:${value.port}`;
}

function addressOf(socket: Socket): Token {
  return socket.kind === 'unix'
    ? plain`unix:${socket.path}`
    : plain`${derive(socket.host, bracketed)}:${socket.port}`;
}

function upstreamName({ name }: Application): Placed<string> {
  return derive(name, (text) => `deploygen_${text}`);
}
