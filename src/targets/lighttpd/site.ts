import type { Deployment, ListenAddress } from '../../core/model.ts';
import { derive, type Placed } from '../../core/place.ts';
import type { Context } from '../../core/render.ts';
import { join, type Token } from '../../core/token.ts';
import { destination, regex, string } from '../../dialects/lighttpd.ts';
import { optionalToken } from '../optional-token.ts';
import { planHsts } from './headers.ts';
import { planProxies } from './proxies.ts';
import { planTls } from './tls.ts';

/** The conditions of a site: its names and, where the descriptor states them, its addresses. */
export function planSite(deployment: Deployment, shared: Context): Context {
  const { hosts, listen, accessLog, errorLog } = deployment;
  const isSilent = accessLog?.value === 'off';
  const hsts = planHsts(deployment);
  const tls = planTls(deployment);
  const site: Context = {
    ...shared,
    ...tls,
    ...planProxies(deployment),
    host: planHosts(hosts),
    isSilent,
    ...optionalToken('accessLog', isSilent ? null : accessLog, (path) => string`${path}`),
    ...optionalToken('errorLog', errorLog, (path) => string`${path}`),
    hasHsts: hsts.length > 0,
    hsts,
    ownsDefault: deployment.isDefaultServer.value,
  };
  const stated = listen.filter(({ place }) => !place.isDefault);
  return {
    ...site,
    listensAnywhere: stated.length === 0,
    // Without `listen` port 80 is that of the main configuration.
    opened: listen
      .filter(({ value, place }) => value.isTls || (!place.isDefault && value.host === null))
      .flatMap((address) =>
        openedBy(address).map((socket) => ({ ...tls, socket, isTls: address.value.isTls })),
      ),
    listeners: stated.map((address) => ({ ...site, ...planListener(address) })),
  };
}

/** What comes before the areas: challenges of ACME, and what sends elsewhere. */
export function planEntrance(deployment: Deployment): Context {
  const { acmeWebroot, canonicalHost, listen, tls } = deployment;
  const redirectsPlain = tls?.redirect.value === true;
  return {
    ...optionalToken('acme', acmeWebroot, (path) => string`${path}/.well-known/acme-challenge/`),
    redirectsPlain,
    ...(redirectsPlain ? { secureTarget: secureTarget({ canonicalHost, listen }) } : {}),
    redirectsHosts: canonicalHost !== null,
    comesSecond: acmeWebroot !== null || redirectsPlain,
    ...(canonicalHost === null
      ? {}
      : {
          canonicalHost: regex`^${canonicalHost}(?::[0-9]+)?$`,
          canonicalTarget: destination`%{url.scheme}://${canonicalHost}%1%{url.path}%{qsa}`,
        }),
  };
}

/** Whether anything comes before the areas. */
export function hasEntrance({ acmeWebroot, canonicalHost, tls }: Deployment): boolean {
  return acmeWebroot !== null || canonicalHost !== null || tls?.redirect.value === true;
}

function secureTarget({
  canonicalHost,
  listen,
}: Pick<Deployment, 'canonicalHost' | 'listen'>): Token {
  const first = listen.find(({ value }) => value.isTls);
  if (first === undefined) throw new TypeError('a redirect to TLS without an address for it');
  const port = derive(first, ({ port }) => (port === 443 ? '' : `:${port}`));
  return canonicalHost === null
    ? destination`https://%1${port}%{url.path}%{qsa}`
    : destination`https://${canonicalHost}${port}%{url.path}%{qsa}`;
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
  const port = derive(address, (value) => value.port);
  if (address.value.host !== null) return [string`${bracketed(address)}:${port}`];
  return [string`0.0.0.0:${port}`, string`[::]:${port}`];
}

function bracketed(address: Placed<ListenAddress>): Placed<string> {
  return derive(address, ({ host }) => (host?.includes(':') ? `[${host}]` : String(host)));
}
