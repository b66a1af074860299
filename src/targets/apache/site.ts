import { bracketed } from '../../core/address.ts';
import type { Deployment, ListenAddress } from '../../core/model.ts';
import { derive, type Placed } from '../../core/place.ts';
import type { Context } from '../../core/render.ts';
import { hasName } from '../../core/route-site.ts';
import { piece, type Token } from '../../core/token.ts';
import { value, word } from '../../dialects/apache.ts';
import { planProxies } from './proxies.ts';
import { planTls } from './tls.ts';

/** The virtual hosts: the site itself, and those that lead to it. */
export function planSite(deployment: Deployment, content: Context): Context {
  const { hosts, listen, tls, canonicalHost, isDefaultServer, acmeWebroot, trustedProxies } =
    deployment;
  const redirects = tls?.redirect.value === true;
  const secure = listen.filter(({ value }) => value.isTls);
  const plain = listen.filter(({ value }) => !value.isTls);
  const canonical = hosts.filter(({ value }) => value === canonicalHost?.value);
  const own = canonical.length > 0 ? canonical : hosts;
  const opened = listen.filter((address) => needsListen(address.value, listen));
  // One virtual host is either with or without TLS.
  const kinds = [secure, plain].filter((addresses) => addresses.length > 0);
  const served = kinds.filter((addresses) => addresses === secure || !redirects);
  const others = namesBeside(deployment);
  const shared = {
    ...planTls(deployment),
    ...planProxies(deployment),
    hasChallenges: acmeWebroot !== null,
    challenges: content.challenges ?? [],
    ...planLogs(deployment),
  };
  const virtualHost = (addresses: Deployment['listen'], names: Deployment['hosts']): Context => ({
    ...shared,
    ...planNames(names),
    addresses: addresses.map((address) => addressOf(address, '*:')),
    isSecure: addresses === secure,
  });
  const isBehindProxy = (trustedProxies ?? []).length > 0;
  const scheme = isBehindProxy ? piece`%{ENV:deploygen_scheme}` : piece`%{REQUEST_SCHEME}`;
  const toCanonical = (names: Deployment['hosts'] | null): readonly Context[] =>
    canonicalHost === null || names === null
      ? []
      : served.map((addresses) => ({
          ...virtualHost(addresses, names),
          isForUnknown: names.length === 0,
          keepsScheme: isBehindProxy,
          to: value`${scheme}://${canonicalHost}%{ENV:deploygen_port}%{ENV:deploygen_target}`,
        }));
  return {
    // Strict-Transport-Security is a promise of the site's own names.
    defaults: isDefaultServer.value
      ? kinds.map((addresses) => ({ ...virtualHost(addresses, []), hasHsts: false }))
      : [],
    toHttps:
      redirects && plain.length > 0
        ? [
            {
              ...virtualHost(plain, hosts),
              keepsScheme: false,
              to:
                canonicalHost === null
                  ? value`https://%{SERVER_NAME}${portSuffix(deployment)}%{ENV:deploygen_target}`
                  : value`https://${canonicalHost}${portSuffix(deployment)}%{ENV:deploygen_target}`,
            },
          ]
        : [],
    toCanonicalFirst: toCanonical(others.first),
    sites: served.map((addresses) => ({ ...content, ...virtualHost(addresses, own) })),
    toCanonicalLast: toCanonical(others.last),
    opened: opened.map((address) => ({
      address: addressOf(address, ''),
      name: word`${derive(address, variableOf)}`,
      isUndefined: word`!${derive(address, variableOf)}`,
    })),
    opensPorts: opened.length > 0,
  };
}

interface Beside {
  readonly first: Deployment['hosts'] | null;
  readonly last: Deployment['hosts'] | null;
}

/** The names that lead to the canonical one, before and after it: httpd takes the first virtual host that has a name. */
function namesBeside({ hosts, canonicalHost, isDefaultServer }: Deployment): Beside {
  const others = hosts.filter(({ value }) => value !== canonicalHost?.value);
  if (canonicalHost === null || others.length === 0) return { first: null, last: null };
  const last = others.filter((host) => hasName({ hosts: [host] }, canonicalHost.value));
  const first = others.filter((host) => !last.includes(host));
  return {
    // Without any name it is there for unknown hosts.
    first: first.length === 0 && isDefaultServer.value ? null : first,
    last: last.length === 0 ? null : last,
  };
}

/** Names that an address is open: every file says so, and only one opens it. */
function variableOf({ host, port }: ListenAddress): string {
  const words = [...(host === null ? [] : [host.replaceAll(':', '__').replaceAll('.', '_')]), port];
  return `deploygen_listen_${words.join('_')}`;
}

function planNames(hosts: Deployment['hosts']): Context {
  const main = hosts.findIndex(({ value }) => !value.startsWith('*.'));
  const aliases = hosts.filter((_, index) => index !== main);
  return {
    serverName: serverNameOf(hosts),
    aliases: aliases.map((host) => word`${host}`),
    hasAliases: aliases.length > 0,
  };
}

/** A ServerName is no pattern: of *.example.org stands www.example.org, which it covers. */
function serverNameOf(hosts: Deployment['hosts']): Token {
  const main = hosts.find(({ value }) => !value.startsWith('*.')) ?? hosts[0];
  if (main === undefined) return word`deploygen-default.invalid`;
  return word`${derive(main, (name) => name.replace(/^\*\./, 'www.'))}`;
}

/** The port of https in a URL, where it is not the usual one. */
function portSuffix({ listen, name }: Deployment): Placed<string> {
  const first = listen.find(({ value }) => value.isTls);
  return first === undefined
    ? derive(name, () => '')
    : derive(first, ({ port }) => (port === 443 ? '' : `:${port}`));
}

function planLogs({ accessLog, errorLog, name }: Deployment): Context {
  const nothing = derive(name, () => '/dev/null');
  const isOff = accessLog?.value === 'off';
  return {
    hasAccessLog: accessLog !== null,
    accessLog: word`${accessLog === null || isOff ? nothing : accessLog}`,
    hasErrorLog: errorLog !== null,
    errorLog: word`${errorLog ?? nothing}`,
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
    return `${bracketed(host)}:${port}`;
  })}`;
}
