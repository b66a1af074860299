import { type ByteString, encodePath, toByteString } from './byte-string.ts';
import type { Application, Deployment, Static } from './model.ts';
import { type Owner, owners } from './owners.ts';
import { decode, normalise, splitTarget, type Target } from './request-path.ts';

export interface Request {
  readonly method: string;
  /** The request target, byte for byte. */
  readonly target: ByteString;
}

/** Who answers a request, and how; see docs/semantics.md. */
export type Answer = (
  | ApplicationAnswer
  | FileAnswer
  | RedirectAnswer
  | { readonly kind: 'denied' | 'refused' | 'none' }
) & {
  /** The statuses that count as this answer; null: any, the application decides. */
  readonly statuses: readonly number[] | null;
  /** Statuses with which a server may refuse instead: no wrong answer, but a class of its own in reports. */
  readonly refusals: readonly number[];
};

export interface ApplicationAnswer {
  readonly kind: 'application';
  readonly application: Application;
  /** SCRIPT_NAME, PATH_INFO, REQUEST_URI, QUERY_STRING, REQUEST_METHOD, and the descriptor's own parameters. */
  readonly variables: Readonly<Record<string, ByteString>>;
}

export interface FileAnswer {
  readonly kind: 'file';
  readonly static: Static;
  /** The file's path on disk; a missing one is 404. */
  readonly path: ByteString;
}

export interface RedirectAnswer {
  readonly kind: 'redirect';
  readonly status: 308;
  /** A relative reference: path, percent-encoded, and query. */
  readonly location: ByteString;
}

const BAD_REQUEST = [400, 404];
const FORBIDDEN = [403, 404];

/** What a deployment answers to a request: the one definition of "correct" for every server, test and explanation. */
export function route(deployment: Deployment, { method, target }: Request): Answer {
  const parts = splitTarget(target);
  const decoded = parts === null ? null : decode(parts.path);
  if (parts === null || decoded === null || decoded.includes('\0')) {
    return { kind: 'refused', statuses: BAD_REQUEST, refusals: [] };
  }
  const { path, climbs } = normalise(decoded);
  const refusals = [
    ...(/[\x01-\x1f\x7f]/.test(decoded) || parts.requestUri.includes('#') ? [400] : []),
    ...(climbs ? [400, 403, 404] : []),
  ];
  const owner = owners(deployment).find((candidate) => owns(candidate, path));
  if (owner === undefined) return { kind: 'none', statuses: [404], refusals };
  if (owner.kind === 'static') return { ...routeStatic(owner.static, path, method), refusals };
  return { ...routeApplication(owner.application, path, { ...parts, method }), refusals };
}

/** A mount owns itself and what is below it, a folder what is below it, a file itself. */
function owns(owner: Owner, path: ByteString): boolean {
  const url = toByteString(owner.url.value);
  if (owner.kind === 'application') return path === url || path.startsWith(`${url}/`);
  return owner.static.kind === 'folder' ? path.startsWith(url) : path === url;
}

type Unrefused<T> = T extends unknown ? Omit<T, 'refusals'> : never;

function routeStatic(entry: Static, path: ByteString, method: string): Unrefused<Answer> {
  const below = path.slice(toByteString(entry.url.value).length);
  if (entry.kind === 'folder' && /(^|\/)\./.test(below)) {
    return { kind: 'denied', statuses: FORBIDDEN };
  }
  if (method !== 'GET' && method !== 'HEAD') {
    return { kind: 'denied', statuses: [403, 404, 405] };
  }
  // A folder is not listed, and one named without its slash may be answered with a redirect to it.
  const isFolder = below === '' || below.endsWith('/');
  const statuses = isFolder ? FORBIDDEN : [200, 206, 301, 304, 403, 404, 416];
  return {
    kind: 'file',
    static: entry,
    path: toByteString(entry.path.value) + (entry.kind === 'folder' ? below : ''),
    statuses: entry.kind === 'file' ? [200, 206, 304, 404, 416] : statuses,
  };
}

function routeApplication(
  application: Application,
  path: ByteString,
  { query, requestUri, method }: Target & { readonly method: string },
): Unrefused<Answer> {
  const mount = toByteString(application.mount.value);
  const isBare = path === mount;
  const policy = application.bareMount.value;
  if (isBare && policy === 'redirect') {
    const suffix = query === '' ? '' : `?${query}`;
    return {
      kind: 'redirect',
      status: 308,
      location: `${encodePath(application.mount.value)}/${suffix}`,
      statuses: [308],
    };
  }
  return {
    kind: 'application',
    application,
    variables: {
      ...Object.fromEntries(
        application.params.map(({ name, value }) => [name.value, toByteString(value.value)]),
      ),
      SCRIPT_NAME: mount,
      PATH_INFO: isBare ? (policy === 'slash' ? '/' : '') : path.slice(mount.length),
      REQUEST_URI: requestUri,
      QUERY_STRING: query,
      REQUEST_METHOD: method,
    },
    statuses: null,
  };
}
