import { encodePath } from '../core/byte-string.ts';
import type { Deployment } from '../core/model.ts';
import { decode, normalise } from '../core/request-path.ts';
import { route } from '../core/route.ts';
import type { Rule } from '../core/rule.ts';
import { isOwnUrl } from './own-url.ts';

export const noRedirectLoop: Rule = {
  code: 'no-redirect-loop',
  severity: 'error',
  summary: 'a redirect that leads back to itself',
  check(deployment, report) {
    for (const { from, to } of deployment.applications.flatMap(({ redirects }) => redirects)) {
      const start = new URL(encodePath(from.value), originOf(deployment));
      if (!isLoop(deployment, start)) continue;
      report({
        at: to,
        message: `"${to.value}" leads back to "${from.value}", for ever`,
        help: 'lead to a path that something else than a redirect answers',
      });
    }
  },
};

/** Whether who follows redirects from a URL comes to it again. */
function isLoop(deployment: Deployment, start: URL): boolean {
  const seen = new Set<string>();
  for (let at = next(deployment, start); at !== null; at = next(deployment, at)) {
    const place = placeOf(at);
    if (place === placeOf(start)) return true;
    // Into a loop of others, which are blamed for it.
    if (seen.has(place)) return false;
    seen.add(place);
  }
  return false;
}

/** Where a browser goes next; null where it stays, or leaves the site. */
function next(deployment: Deployment, at: URL): URL | null {
  const isSite = deployment.hosts.length > 0;
  const answer = route(deployment, {
    method: 'GET',
    target: at.pathname,
    ...(isSite ? { host: at.host, scheme: at.protocol === 'https:' ? 'https' : 'http' } : {}),
  });
  if (answer.kind !== 'redirect') return null;
  const to = new URL(answer.location, at);
  return to.origin === at.origin || (isSite && isOwnUrl(deployment, to)) ? to : null;
}

/** Of a site, where most people come; a fragment's name is not known. */
function originOf({ hosts, canonicalHost, listen }: Deployment): string {
  const host = canonicalHost?.value ?? hosts[0]?.value.replace('*', 'www') ?? 'host.invalid';
  const address = listen.find(({ value }) => value.isTls) ?? listen[0];
  if (hosts.length === 0 || address === undefined) return `http://${host}`;
  return `${address.value.isTls ? 'https' : 'http'}://${host}:${address.value.port}`;
}

/** The same for all spellings of a path. */
function placeOf({ origin, pathname }: URL): string {
  const decoded = decode(pathname);
  return origin + (decoded === null ? pathname : normalise(decoded).path);
}
