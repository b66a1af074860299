import type { Answer, Request } from './answer.ts';
import { type Area, areas, hasPath } from './areas.ts';
import { type Because, because } from './because.ts';
import { toByteString } from './byte-string.ts';
import type { Application, Deployment } from './model.ts';
import type { Placed } from './place.ts';
import { decode, normalise, splitTarget } from './request-path.ts';
import { routeArea } from './route-area.ts';
import { routeSite } from './route-site.ts';
import { visitorOf } from './visitor.ts';

const BAD_REQUEST = [400, 404];

/** What a deployment answers to a request: the one definition of "correct" for every server, test and explanation. */
export function route(deployment: Deployment, request: Request): Answer {
  const parts = splitTarget(request.target);
  const decoded = parts === null ? null : decode(parts.path);
  if (parts === null || decoded === null) return malformed('no path, or "%" without two digits');
  if (decoded.includes('\0')) return malformed('a NUL');
  if (deployment.encodedSlashes.value === 'reject' && /%2f/i.test(parts.path)) {
    return malformed('encoded_slashes: reject', deployment.encodedSlashes);
  }
  const { path, climbs } = normalise(decoded);
  const refusals = [
    ...(/[\x01-\x1f\x7f]/.test(decoded) || parts.requestUri.includes('#') ? [400] : []),
    ...(climbs ? [400, 403, 404] : []),
  ];
  const visitor = visitorOf(deployment, request);
  const ofSite = routeSite(deployment, { ...request, ...parts, path, visitor });
  if (ofSite !== null) return { ...ofSite, refusals, headers: [] };
  const area = areas(deployment).find((candidate) =>
    hasPath(candidate, toByteString(candidate.url.value), path),
  );
  if (area === undefined) {
    const why = [because('no mount and no static URL has this path')];
    return { kind: 'none', statuses: [404], refusals, headers: [], because: why };
  }
  const found = routeArea(area, path, { ...request, ...parts, visitor });
  const headers = area.application.headers.map(
    ({ name, value }) => [name.value, value.value] as const,
  );
  // A server may ask who it is before it says where to go, or that there is nothing to see.
  const mayAsk = found.kind === 'redirect' || (area.kind === 'static' && found.kind === 'denied');
  const guarded = mayAsk ? guardStatuses(area.application) : [];
  return {
    ...found,
    refusals: [...refusals, ...guarded],
    headers,
    because: [ownerOf(area), ...found.because],
  };
}

function malformed(what: string, placed: Placed<unknown> | null = null): Answer {
  const why = [because(what, placed)];
  return { kind: 'refused', statuses: BAD_REQUEST, refusals: [], headers: [], because: why };
}

function ownerOf(area: Area): Because {
  const { kind, application, url } = area;
  if (kind === 'deny') return because(`deny ${JSON.stringify(url.value)}`, url);
  if (kind === 'redirect') return because(`redirect from ${JSON.stringify(url.value)}`, url);
  if (kind === 'static') {
    const { url: own } = area.static;
    return because(`static ${JSON.stringify(own.value)}`, own);
  }
  return because(`mount ${JSON.stringify(application.mount.value || '/')}`, application.mount);
}

function guardStatuses({ allow, auth }: Application): readonly number[] {
  return [...(allow === null ? [] : [403]), ...(auth === null ? [] : [401])];
}
