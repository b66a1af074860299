import type { Deployment, ListenAddress } from '../../core/model.ts';
import { derive, type Placed } from '../../core/place.ts';
import type { Context } from '../../core/render.ts';
import type { Token } from '../../core/token.ts';
import { plain, word } from '../../dialects/nginx.ts';
import { optionalToken } from '../optional-token.ts';
import { bracketed } from './bracketed.ts';
import { hstsOf, planHstsVariable } from './headers.ts';
import { schemeOf } from './proxies.ts';
import { redirectsHosts, redirectsPlain } from './redirected.ts';
import { planTls, speaksHttp2 } from './tls.ts';
import { variablePrefix } from './variables.ts';

/** The servers of a site: the one that answers, and those that send elsewhere. */
export function planSite(deployment: Deployment): Context {
  const { hosts, listen, canonicalHost, acmeWebroot, accessLog, errorLog } = deployment;
  const hsts = hstsOf(deployment);
  const isSilent = accessLog?.value === 'off';
  const own = listen.filter(({ value }) => value.isTls || !redirectsPlain(deployment));
  return {
    ...planTls(deployment),
    ...planHstsVariable(deployment),
    ...(hsts === null ? { hasHsts: false } : { hasHsts: true, hsts }),
    ...optionalToken('acmeWebroot', acmeWebroot, (path) => word`${path}`),
    isSilent,
    ...optionalToken('accessLog', isSilent ? null : accessLog, (path) => word`${path}`),
    ...optionalToken('errorLog', errorLog, (path) => plain`${path}`),
    ownsDefault: deployment.isDefaultServer.value,
    allAddresses: planListen(listen, deployment),
    ...planSecureRedirect(deployment),
    ...planHostRedirect(deployment, own),
    addresses: planListen(own, deployment),
    hosts: (redirectsHosts(deployment) && canonicalHost !== null ? [canonicalHost] : hosts).map(
      (host) => plain`${host}`,
    ),
  };
}

/** The server that sends plain requests to TLS. */
function planSecureRedirect(deployment: Deployment): Context {
  if (!redirectsPlain(deployment)) return { redirectsPlain: false };
  const { hosts, listen } = deployment;
  return {
    redirectsPlain: true,
    plainAddresses: planListen(
      listen.filter(({ value }) => !value.isTls),
      deployment,
    ),
    allHosts: hosts.map((host) => plain`${host}`),
    secureTarget: secureTarget(deployment),
  };
}

function secureTarget({ canonicalHost, listen }: Deployment): Token {
  const first = listen.find(({ value }) => value.isTls);
  if (first === undefined) throw new TypeError('a redirect to TLS without an address for it');
  const port = derive(first, ({ port }) => (port === 443 ? '' : `:${port}`));
  // $request_uri: the target as it was sent, byte for byte.
  return canonicalHost === null
    ? word`https://$host${port}$request_uri`
    : word`https://${canonicalHost}${port}$request_uri`;
}

/** The server that sends the other names to the canonical one. */
function planHostRedirect(
  deployment: Deployment,
  listen: readonly Placed<ListenAddress>[],
): Context {
  const { name, hosts, canonicalHost } = deployment;
  if (canonicalHost === null || !redirectsHosts(deployment)) return { redirectsHosts: false };
  const prefix = variablePrefix(name);
  return {
    redirectsHosts: true,
    hostPort: word`$${prefix}_host_port`,
    otherAddresses: planListen(listen, deployment),
    otherHosts: hosts
      .filter(({ value }) => value !== canonicalHost.value)
      .map((host) => plain`${host}`),
    canonicalTarget: word`${schemeOf(deployment)}://${canonicalHost}$${prefix}_host_port$request_uri`,
  };
}

function planListen(
  listen: readonly Placed<ListenAddress>[],
  deployment: Deployment,
): readonly Context[] {
  const { tls } = deployment;
  return listen.flatMap((address) => {
    const { host, isTls } = address.value;
    const port = derive(address, ({ port }) => port);
    const hasHttp2 = isTls && tls?.http2.value === true && !speaksHttp2(deployment);
    const addresses =
      host === null
        ? [plain`${port}`, plain`[::]:${port}`]
        : [plain`${derive(address, () => bracketed(host))}:${port}`];
    return addresses.map((token) => ({ address: token, isTls, hasHttp2 }));
  });
}
