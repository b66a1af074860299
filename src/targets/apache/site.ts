import { bracketed } from '../../core/address.ts';
import type { Deployment, ListenAddress } from '../../core/model.ts';
import { derive, type Placed } from '../../core/place.ts';
import type { Context } from '../../core/render.ts';
import type { Token } from '../../core/token.ts';
import { value, word } from '../../dialects/apache.ts';
import { planTls } from './tls.ts';

/** The virtual hosts: the site itself, and those that lead to it. */
export function planSite(deployment: Deployment, content: Context): Context {
  const { hosts, listen, tls, canonicalHost, isDefaultServer, acmeWebroot } = deployment;
  const redirects = tls?.redirect.value === true;
  const secure = listen.filter(({ value }) => value.isTls);
  const plain = listen.filter(({ value }) => !value.isTls);
  const canonical = hosts.filter(({ value }) => value === canonicalHost?.value);
  const own = canonical.length > 0 ? canonical : hosts;
  const others = hosts.filter((host) => !own.includes(host));
  const opened = listen.filter((address) => needsListen(address.value, listen));
  // One virtual host is either with or without TLS.
  const kinds = [secure, plain].filter((addresses) => addresses.length > 0);
  const shared = {
    ...planTls(deployment),
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
  return {
    defaults: isDefaultServer.value ? kinds.map((addresses) => virtualHost(addresses, own)) : [],
    toHttps:
      redirects && plain.length > 0
        ? [
            {
              ...virtualHost(plain, hosts),
              to:
                canonicalHost === null
                  ? value`https://%{SERVER_NAME}${portSuffix(deployment)}%{ENV:deploygen_target}`
                  : value`https://${canonicalHost}${portSuffix(deployment)}%{ENV:deploygen_target}`,
            },
          ]
        : [],
    toCanonical:
      canonicalHost === null || others.length === 0
        ? []
        : kinds
            .filter((addresses) => addresses === secure || !redirects)
            .map((addresses) => ({
              ...virtualHost(addresses, others),
              to: value`%{REQUEST_SCHEME}://${canonicalHost}%{ENV:deploygen_port}%{ENV:deploygen_target}`,
            })),
    sites: kinds
      .filter((addresses) => addresses === secure || !redirects)
      .map((addresses) => ({ ...content, ...virtualHost(addresses, own) })),
    opened: opened.map((address) => ({
      address: addressOf(address, ''),
      name: word`${derive(address, variableOf)}`,
      isUndefined: word`!${derive(address, variableOf)}`,
    })),
    opensPorts: opened.length > 0,
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
    serverName: word`${serverNameOf(hosts)}`,
    aliases: aliases.map((host) => word`${host}`),
    hasAliases: aliases.length > 0,
  };
}

/** A ServerName is no pattern: of *.example.org stands www.example.org, which it covers. */
function serverNameOf(hosts: Deployment['hosts']): Placed<string> {
  const main = hosts.find(({ value }) => !value.startsWith('*.')) ?? hosts[0];
  if (main === undefined) throw new TypeError('a site without hosts');
  return derive(main, (name) => name.replace(/^\*\./, 'www.'));
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
