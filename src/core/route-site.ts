import type { Bare, Request } from './answer.ts';
import { type Because, because } from './because.ts';
import { type ByteString, toByteString } from './byte-string.ts';
import type { Deployment } from './model.ts';
import type { Target } from './request-path.ts';
import type { Visitor } from './visitor.ts';

/** A request with its path normalised. */
interface Asked extends Omit<Request, 'target'>, Target {
  readonly visitor: Visitor;
}

/** Where an authority looks for what proves the ownership of a name (RFC 8555 section 8.3). */
export const CHALLENGES = '/.well-known/acme-challenge/';

/** What the site itself answers, before anybody owns a path; null: nothing. */
export function routeSite(deployment: Deployment, asked: Asked): Bare | null {
  const { host } = asked;
  if (host === undefined || deployment.hosts.length === 0) return null;
  const [, name = host, port = ''] = /^(.*?)(:[0-9]*)?$/s.exec(host) ?? [];
  if (!hasName(deployment, name.toLowerCase())) {
    // Where the default is somebody else's, so is the answer.
    const { value } = deployment.isDefaultServer;
    const why = because(`hosts do not name ${JSON.stringify(name)}`, deployment.hosts[0] ?? null);
    return { kind: 'none', statuses: value ? [404, 421] : null, because: [why] };
  }
  return (
    routeChallenge(deployment, asked) ??
    routeToHttps(deployment, name, asked) ??
    routeToCanonical(deployment, { name, port }, asked)
  );
}

/** Whether the site has a name, which is in lower case. */
export function hasName({ hosts }: Pick<Deployment, 'hosts'>, name: string): boolean {
  return hosts.some(({ value }) =>
    value.startsWith('*.')
      ? name.endsWith(value.slice(1)) && name.length > value.length - 1
      : name === value,
  );
}

function routeChallenge({ acmeWebroot }: Deployment, { path, method }: Asked): Bare | null {
  if (acmeWebroot === null || !path.startsWith(CHALLENGES)) return null;
  const below = path.slice(CHALLENGES.length);
  const why = [because('acme_webroot', acmeWebroot)];
  // The folder is no challenge: a server may send it to https like everything else.
  if (below === '') return { kind: 'denied', statuses: [308, 403, 404], because: why };
  if (/(^|\/)\.|\/$/.test(below)) return { kind: 'denied', statuses: [403, 404], because: why };
  // It is public: a server may show it to whatever method.
  if (method !== 'GET' && method !== 'HEAD') {
    return { kind: 'denied', statuses: [200, 403, 404, 405], because: why };
  }
  const onDisk = `${toByteString(acmeWebroot.value)}${path}`;
  return {
    kind: 'file',
    static: null,
    path: onDisk,
    otherwise: null,
    statuses: [200, 206, 304, 403, 404, 405, 416],
    because: why,
  };
}

function routeToHttps(deployment: Deployment, name: string, asked: Asked): Bare | null {
  const { tls, canonicalHost, listen } = deployment;
  if (tls === null || !tls.redirect.value || asked.visitor.scheme !== 'http') return null;
  const port = listen.find(({ value }) => value.isTls)?.value.port ?? 443;
  const to = `${canonicalHost?.value ?? name}${port === 443 ? '' : `:${port}`}`;
  return permanently(`https://${to}${asked.requestUri}`, because('tls.redirect', tls.redirect));
}

function routeToCanonical(
  { canonicalHost }: Deployment,
  { name, port }: { readonly name: string; readonly port: string },
  { visitor, requestUri }: Asked,
): Bare | null {
  if (canonicalHost === null || name.toLowerCase() === canonicalHost.value) return null;
  const to = `${visitor.scheme ?? 'http'}://${canonicalHost.value}${port}${requestUri}`;
  return permanently(to, because('canonical_host', canonicalHost));
}

function permanently(location: ByteString, why: Because): Bare {
  return { kind: 'redirect', status: 308, location, statuses: [308], because: [why] };
}
