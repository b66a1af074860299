import type { Descriptor } from '../generated/descriptor.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { ListenAddress } from './model.ts';
import { toNetworks } from './networks.ts';
import { blame, derive, type Placed } from './place.ts';
import type { Reader } from './reader.ts';
import type { Hsts, SiteSettings, Tls } from './site.ts';

/** The fields of a descriptor that are about the whole site. */
export function toSiteSettings(
  descriptor: Descriptor,
  {
    root,
    hosts,
    listen,
  }: {
    readonly root: Reader;
    readonly hosts: readonly Placed<string>[];
    readonly listen: readonly Placed<ListenAddress>[];
  },
  report: (problem: Diagnostic) => void,
): SiteSettings {
  const webroot = root.optional('acme_webroot', descriptor.acme_webroot);
  const settings: SiteSettings = {
    canonicalHost: root.optional('canonical_host', descriptor.canonical_host),
    isDefaultServer: root.withDefault('default_server', descriptor.default_server, false),
    tls: toTls(descriptor.tls, root.within('tls'), report),
    acmeWebroot: webroot === null ? null : derive(webroot, (path) => path.replace(/\/+$/, '')),
    trustedProxies: toNetworks(descriptor.trusted_proxies, root.within('trusted_proxies'), report),
    encodedSlashes: root.withDefault('encoded_slashes', descriptor.encoded_slashes, 'decode'),
    accessLog: root.optional('access_log', descriptor.access_log),
    errorLog: root.optional('error_log', descriptor.error_log),
  };
  checkHosts(descriptor, root, report);
  checkCanonicalHost(settings, hosts, report);
  checkListen(settings, listen, report);
  return settings;
}

/** Fields of a whole server or virtual host, which only `hosts` make. */
const OF_A_SITE = [
  'listen',
  'default_server',
  'canonical_host',
  'tls',
  'acme_webroot',
  'access_log',
  'error_log',
] as const satisfies readonly (keyof Descriptor)[];

function checkHosts(
  descriptor: Descriptor,
  root: Reader,
  report: (problem: Diagnostic) => void,
): void {
  if (descriptor.hosts !== undefined) return;
  for (const field of OF_A_SITE.filter((name) => descriptor[name] !== undefined)) {
    report(
      blame(root.key(field), {
        code: field === 'listen' ? 'valid-listen' : 'valid-site',
        message: `"${field}" without "hosts" has nothing to belong to`,
        help: `add the names of the site under "hosts", or leave ${field === 'listen' ? '"listen"' : 'it'} to your own server block`,
      }),
    );
  }
}

function checkCanonicalHost(
  { canonicalHost }: SiteSettings,
  hosts: readonly Placed<string>[],
  report: (problem: Diagnostic) => void,
): void {
  if (canonicalHost === null) return;
  const names = hosts.map(({ value }) => value).filter((name) => !name.startsWith('*'));
  if (names.includes(canonicalHost.value)) return;
  const message = `canonical_host "${canonicalHost.value}" is not one of "hosts"`;
  const help =
    names.length === 0
      ? 'add it to "hosts": a wildcard is no name to lead to'
      : `add it to "hosts", or use one of ${names.join(', ')}`;
  report(blame(canonicalHost, { code: 'valid-site', message, help }));
}

function checkListen(
  { tls }: SiteSettings,
  listen: readonly Placed<ListenAddress>[],
  report: (problem: Diagnostic) => void,
): void {
  const [first] = listen;
  if (tls === null || first === undefined || listen.some(({ value }) => value.isTls)) return;
  report(
    blame(first, {
      code: 'valid-listen',
      message: 'no address speaks TLS',
      help: 'add one, such as 443, or leave "tls" out',
    }),
  );
}

function toTls(
  stated: Descriptor['tls'],
  fields: Reader,
  report: (problem: Diagnostic) => void,
): Tls | null {
  if (stated === undefined) return null;
  return {
    certificate: fields.at('certificate', stated.certificate),
    key: fields.at('key', stated.key),
    redirect: fields.withDefault('redirect', stated.redirect, true),
    http2: fields.withDefault('http2', stated.http2, true),
    profile: fields.withDefault<'modern' | 'intermediate'>(
      'profile',
      stated.profile,
      'intermediate',
    ),
    hsts: toHsts(stated.hsts, fields.within('hsts'), report),
  };
}

/** What https://hstspreload.org asks of names for its list. */
const PRELOAD_SECONDS = 31_536_000;

function toHsts(
  stated: NonNullable<Descriptor['tls']>['hsts'],
  fields: Reader,
  report: (problem: Diagnostic) => void,
): Hsts | null {
  if (stated === undefined) return null;
  const hsts: Hsts = {
    seconds: fields.at('seconds', stated.seconds),
    subdomains: fields.withDefault('subdomains', stated.subdomains, false),
    preload: fields.withDefault('preload', stated.preload, false),
  };
  const isEnough = hsts.subdomains.value && hsts.seconds.value >= PRELOAD_SECONDS;
  if (hsts.preload.value && !isEnough) {
    report(
      blame(hsts.preload, {
        code: 'valid-site',
        message: `"preload" needs "subdomains" and at least ${PRELOAD_SECONDS} seconds`,
        help: 'the list of browsers takes no other names: add both, or leave "preload" out',
      }),
    );
  }
  return hsts;
}
