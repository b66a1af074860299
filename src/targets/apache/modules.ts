import type { Layout } from '../../core/layout.ts';
import type { Deployment, Protocol } from '../../core/model.ts';

/** The modules of mod_proxy that speak the protocols of the applications. */
export function proxyModules({ applications }: Deployment): readonly string[] {
  return [...new Set(applications.map(({ protocol }) => proxyModule(protocol.value)))].toSorted();
}

export function proxyModule(protocol: Protocol): string {
  return { fastcgi: 'proxy_fcgi', http: 'proxy_http' }[protocol];
}

/** The modules that a rendering needs beside those that every one does, in the order in which they are loaded. */
export function extraModules(deployment: Deployment, layout: Layout): readonly string[] {
  const { applications, trustedProxies, tls } = deployment;
  const hasAllow = applications.some(({ allow }) => allow !== null);
  const hasAuth = applications.some(({ auth }) => auth !== null);
  const compresses = applications.some(({ compress }) => compress.length > 0);
  const isSite = layout === 'site';
  const setsHeaders =
    (isSite && tls?.hsts != null) ||
    trustedProxies !== null ||
    compresses ||
    applications.some(({ protocol }) => protocol.value === 'http') ||
    applications.some(
      ({ headers, maintenance, statics }) =>
        headers.length > 0 ||
        maintenance?.retryAfterSeconds != null ||
        statics.some(({ expiresSeconds }) => expiresSeconds !== null),
    );
  return [
    ...(hasAllow ? ['authz_host'] : []),
    ...(hasAuth ? ['authn_core', 'authn_file', 'authz_user', 'auth_basic'] : []),
    ...(setsHeaders ? ['headers'] : []),
    ...(compresses ? ['filter', 'deflate'] : []),
    ...(trustedProxies === null ? [] : ['remoteip']),
    ...(isSite && leadsElsewhere(deployment) ? ['rewrite'] : []),
    ...(isSite && tls !== null ? ['socache_shmcb', 'ssl'] : []),
    ...(isSite && tls?.http2.value === true ? ['http2'] : []),
  ];
}

/** Whether a virtual host does nothing but lead to another. */
function leadsElsewhere({ tls, canonicalHost, hosts }: Deployment): boolean {
  return tls?.redirect.value === true || (canonicalHost !== null && hosts.length > 1);
}
