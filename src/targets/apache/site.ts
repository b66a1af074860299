import type { Deployment, ListenAddress } from '../../core/model.ts';
import { derive, type Placed } from '../../core/place.ts';
import type { Context } from '../../core/render.ts';
import type { Token } from '../../core/token.ts';
import { word } from '../../dialects/apache.ts';

/** The virtual host: its addresses, its names, and the ports that the main configuration does not open. */
export function planSite({ hosts, listen }: Deployment): Context {
  // A ServerName is no pattern: of *.example.org stands www.example.org, which it covers.
  const names = hosts.map((host) => derive(host, (name) => name.replace(/^\*\./, 'www.')));
  const main = hosts.findIndex(({ value }) => !value.startsWith('*.'));
  const serverName = names[Math.max(main, 0)];
  if (serverName === undefined) throw new TypeError('a site without hosts');
  const aliases = hosts.filter((_, index) => index !== main);
  const opened = listen.filter((address) => needsListen(address.value, listen));
  return {
    addresses: listen.map((address) => addressOf(address, '*:')),
    serverName: word`${serverName}`,
    aliases: aliases.map((host) => word`${host}`),
    hasAliases: aliases.length > 0,
    opened: opened.map((address) => addressOf(address, '')),
    opensPorts: opened.length > 0,
  };
}

// Debian's ports.conf opens 80, and 443 with mod_ssl; RHEL's httpd.conf and ssl.conf do.
const OPEN_PORTS = [80, 443];

/** Not for a port that is open on every address already: a second socket for it could not be bound. */
function needsListen({ host, port }: ListenAddress, all: Deployment['listen']): boolean {
  if (OPEN_PORTS.includes(port)) return false;
  return host === null || !all.some(({ value }) => value.host === null && value.port === port);
}

function addressOf(address: Placed<ListenAddress>, everywhere: string): Token {
  return word`${derive(address, ({ host, port }) => {
    if (host === null) return `${everywhere}${port}`;
    return `${host.includes(':') ? `[${host}]` : host}:${port}`;
  })}`;
}
