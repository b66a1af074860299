import { encodePath } from './byte-string.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Deployment } from './model.ts';
import { isOwnUrl } from './own-url.ts';
import { blame } from './place.ts';
import { decode, normalise } from './request-path.ts';
import { route } from './route.ts';

/** Redirects of a deployment without other mistakes that lead back to themselves. */
export function checkRedirects(
  deployment: Deployment,
  report: (problem: Diagnostic) => void,
): void {
  const origin = originOf(deployment);
  const turns = turnsOf(deployment, origin);
  // Most redirects lead to what is there, and to ask each takes its time.
  const mayTurn = (to: URL): boolean =>
    to.origin === new URL(origin).origin ? turns.has(placeOf(to)) : isOfSite(deployment, to);
  for (const { from, to } of deployment.applications.flatMap(({ redirects }) => redirects)) {
    const start = new URL(encodePath(from.value), origin);
    if (!mayTurn(new URL(to.value, start)) || !isLoop(deployment, start)) continue;
    report(
      blame(to, {
        code: 'valid-redirect',
        message: `"${to.value}" leads back to "${from.value}", for ever`,
        help: 'lead to a path that something else than a redirect answers',
      }),
    );
  }
}

/** All places where one may be sent on, at the origin that everything else of a site is sent to. */
function turnsOf({ applications }: Deployment, origin: string): ReadonlySet<string> {
  const paths = applications.flatMap(({ mount, redirects }) => [
    mount.value,
    ...redirects.map(({ from }) => from.value),
  ]);
  return new Set(paths.map((path) => placeOf(new URL(encodePath(path), origin))));
}

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
  return to.origin === at.origin || isOfSite(deployment, to) ? to : null;
}

function isOfSite(deployment: Deployment, url: URL): boolean {
  return deployment.hosts.length > 0 && isOwnUrl(deployment, url);
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
