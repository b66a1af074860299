import type { Application } from '../core/model.ts';
import type { Placed } from '../core/place.ts';
import { startedPrograms } from '../core/started-programs.ts';
import { uwsgiOptions } from './uwsgi-options.ts';

/** What in a command opens a socket of its own instead of serving the inherited one; null where nothing is known to. */
export function bindsByItself(
  application: Application,
): { readonly at: Placed<string>; readonly what: string } | null {
  for (const { name, at, arguments: words } of startedPrograms(application)) {
    if (name === 'spawn-fcgi') return { at, what: name };
    const isPhp = /^php-?cgi[0-9.]*$/.test(name);
    const bind = words.find(({ value }) => isPhp && /^(-b|--bindpath)/.test(value));
    if (bind !== undefined) return { at, what: `${name} ${bind.value}` };
  }
  return uwsgiSocket(application);
}

// uWSGI 2.0.21 serves descriptor 0 beside its own socket where "protocol" says what is spoken there.
function uwsgiSocket(application: Application): ReturnType<typeof bindsByItself> {
  const uwsgi = uwsgiOptions(application);
  if (uwsgi === null) return null;
  for (const [option, values] of uwsgi.stated) {
    if (!SOCKET.test(option)) continue;
    const own = values.find((value) => value !== '' && !value.startsWith('fd://'));
    if (own === undefined) continue;
    const isServed = uwsgi.stated.has('protocol') || !uwsgi.areAll;
    if (isServed && !isSameSocket(own, application)) continue;
    return { at: uwsgi.at, what: `uwsgi --${option} ${own}` };
  }
  return null;
}

const SOCKET = /^((uwsgi-|fastcgi-|fastcgi-nph-|scgi-|scgi-nph-|http-|https-)?socket|https?)$/;

function isSameSocket(own: string, { sockets }: Application): boolean {
  return sockets.some(({ value }) => value.kind === 'unix' && value.path.value === own);
}
