import type { Deployment, ListenAddress } from '../../core/model.ts';
import { derive, type Placed } from '../../core/place.ts';
import type { Context } from '../../core/render.ts';
import { join, type Token } from '../../core/token.ts';
import { regex, string } from '../../dialects/lighttpd.ts';

/** The conditions of a site: its names and, where the descriptor states them, its addresses. */
export function planSite({ hosts, listen }: Deployment, shared: Context): Context {
  const site: Context = { ...shared, host: planHosts(hosts) };
  const stated = listen.filter(({ place }) => !place.isDefault);
  return {
    ...site,
    listensAnywhere: stated.length === 0,
    opened: stated.flatMap(openedBy),
    listeners: stated.map((address) => ({ ...site, ...planListener(address) })),
  };
}

/** Names are compared with their port: what a client sends as Host may have one. */
function planHosts(hosts: Deployment['hosts']): Token {
  const exact = hosts.filter(({ value }) => !value.startsWith('*.'));
  const wildcards = hosts
    .filter(({ value }) => value.startsWith('*.'))
    .map((host) => derive(host, (name) => name.slice('*.'.length)));
  const names = join('|', exact);
  const domains = join('|', wildcards);
  if (wildcards.length === 0) return regex`^(?:${names})(?::[0-9]+)?$`;
  if (exact.length === 0) return regex`^.+\.(?:${domains})(?::[0-9]+)?$`;
  return regex`^(?:${names}|.+\.(?:${domains}))(?::[0-9]+)?$`;
}

/** A port without an address is two sockets, which the condition then finds by their common end. */
function planListener(address: Placed<ListenAddress>): Context {
  const port = derive(address, (value) => value.port);
  if (address.value.host === null) return { isEverywhere: true, end: string`:${port}` };
  return { isEverywhere: false, socket: string`${bracketed(address)}:${port}` };
}

function openedBy(address: Placed<ListenAddress>): readonly Token[] {
  if (address.value.host !== null) return [];
  const port = derive(address, (value) => value.port);
  return [string`0.0.0.0:${port}`, string`[::]:${port}`];
}

function bracketed(address: Placed<ListenAddress>): Placed<string> {
  return derive(address, ({ host }) => (host?.includes(':') ? `[${host}]` : String(host)));
}
