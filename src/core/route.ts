import { type Area, areas, hasPath } from './areas.ts';
import { type Because, because } from './because.ts';
import { type ByteString, encodePath, toByteString } from './byte-string.ts';
import type { Application, Deployment, Static } from './model.ts';
import { isWithin } from './networks.ts';
import type { Placed } from './place.ts';
import { decode, normalise, splitTarget, type Target } from './request-path.ts';
import { routeSite } from './route-site.ts';
import { type Visitor, visitorOf } from './visitor.ts';

/** A request. What is absent is not asked about: `standalone` has neither names nor TLS. */
export interface Request {
  readonly method: string;
  /** The request target, byte for byte. */
  readonly target: ByteString;
  /** The Host header, with its port if it has one. */
  readonly host?: string;
  readonly scheme?: 'http' | 'https';
  /** The user whose right password the request has. */
  readonly user?: string;
  /** Address of the other end of the connection. */
  readonly client?: string;
  /** X-Forwarded-For and X-Forwarded-Proto. */
  readonly forwarded?: { readonly for?: string; readonly proto?: string };
}

/** Who answers a request, and how; see docs/semantics.md. */
export type Answer = (
  | ApplicationAnswer
  | FileAnswer
  | RedirectAnswer
  | { readonly kind: 'denied' | 'refused' | 'none' | 'unauthenticated' | 'maintenance' }
) & {
  /** The statuses that count as this answer; null: any, the application decides. */
  readonly statuses: readonly number[] | null;
  /** Statuses with which a server may refuse instead: no wrong answer, but a class of its own in reports. */
  readonly refusals: readonly number[];
  /** Headers that every response for the owner has, once each. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** What of the descriptor decided: who owns the path first, then what it asks for. */
  readonly because: readonly Because[];
};

export interface ApplicationAnswer {
  readonly kind: 'application';
  readonly application: Application;
  /** SCRIPT_NAME, PATH_INFO, REQUEST_URI, QUERY_STRING, REQUEST_METHOD, the descriptor's own parameters, and what the request tells. */
  readonly variables: Readonly<Record<string, ByteString>>;
  /** Variables that must not reach it. */
  readonly absent: readonly string[];
}

export interface FileAnswer {
  readonly kind: 'file';
  /** Null: an ACME challenge. */
  readonly static: Static | null;
  /** The file's path on disk; a missing one is 404. */
  readonly path: ByteString;
  /** Who answers where there is no such file; null: nobody. */
  readonly otherwise: Answer | null;
}

export interface RedirectAnswer {
  readonly kind: 'redirect';
  readonly status: 301 | 302 | 303 | 307 | 308;
  /** A reference: path, percent-encoded, and query; with scheme and host where it leads to another. */
  readonly location: ByteString;
}

/** An answer without what is the same for all of an owner. */
export type Bare<T = Answer> = T extends unknown ? Omit<T, 'refusals' | 'headers'> : never;

const BAD_REQUEST = [400, 404];
const FORBIDDEN = [403, 404];
const NOT_READ = [403, 404, 405];

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

/** A request taken apart. */
interface Asked extends Omit<Request, 'target'>, Omit<Target, 'path'> {
  readonly visitor: Visitor;
}

function routeArea(area: Area, path: ByteString, asked: Asked): Bare {
  if (area.kind === 'deny') return { kind: 'denied', statuses: FORBIDDEN, because: [] };
  if (area.kind === 'redirect') return routeRedirect(area.redirect, asked);
  const { application } = area;
  if (area.kind === 'application' && isBareRedirect(application, path)) {
    const why = because('bare_mount: redirect', application.bareMount);
    return { ...redirectTo(`${encodePath(application.mount.value)}/`, 308, asked), because: [why] };
  }
  if (area.kind === 'static' && isHidden(area.static, path)) {
    const why = because('dotfiles: false', area.static.dotfiles);
    return { kind: 'denied', statuses: FORBIDDEN, because: [why] };
  }
  const { address } = asked.visitor;
  const { allow } = application;
  if (allow !== null && address !== null && !allow.some(({ value }) => isWithin(address, value))) {
    return {
      kind: 'denied',
      statuses: [403],
      because: [because(`allow has no ${address}`, allow[0] ?? null)],
    };
  }
  const needsUser = area.auth !== null && !isAnonymous(area, asked.method);
  const admitted = admission(area, asked, needsUser);
  if (needsUser && asked.user === undefined) {
    const isUnheard =
      area.kind === 'static' &&
      (!isRead(asked.method) || (path.endsWith('/') && area.static.index === null));
    const statuses = isUnheard ? [401, ...NOT_READ] : [401];
    return { kind: 'unauthenticated', statuses, because: admitted };
  }
  const user = needsUser ? (asked.user ?? null) : null;
  const answer =
    area.kind === 'static'
      ? routeStatic(area, path, { ...asked, user })
      : routeApplication(application, path, { ...asked, user });
  return { ...answer, because: [...admitted, ...answer.because] };
}

/** Below a folder, a file that begins with a dot. */
function isHidden({ kind, url, dotfiles }: Static, path: ByteString): boolean {
  const below = path.slice(toByteString(url.value).length);
  return kind === 'folder' && !dotfiles.value && /(^|\/)\./.test(below);
}

/** Which policies the request has met on its way. */
function admission(
  { application: { allow }, auth }: Area,
  { visitor, method, user }: Asked,
  needsUser: boolean,
): readonly Because[] {
  const client = visitor.address ?? 'a client that it lets in, else 403';
  const who = needsUser ? (user === undefined ? 'no user' : `user "${user}"`) : `any ${method}`;
  return [
    ...(allow === null ? [] : [because(`allow: ${client}`, allow[0] ?? null)]),
    ...(auth === null ? [] : [because(`auth: ${who}`, auth.file)]),
  ];
}

/** Files are read, and nothing else is done with them. */
function isRead(method: string): boolean {
  return method === 'GET' || method === 'HEAD';
}

function isBareRedirect({ mount, bareMount }: Application, path: ByteString): boolean {
  return path === toByteString(mount.value) && bareMount.value === 'redirect';
}

function isAnonymous({ auth }: Area, method: string): boolean {
  const methods = auth?.anonymousMethods.map(({ value }) => value) ?? [];
  return methods.includes(method);
}

function routeRedirect(
  { to, status }: Extract<Area, { kind: 'redirect' }>['redirect'],
  asked: Asked,
): Bare {
  return redirectTo(toByteString(to.value), status.value, asked);
}

function redirectTo(
  to: ByteString,
  status: RedirectAnswer['status'],
  { query }: Pick<Asked, 'query'>,
): Bare {
  const separator = to.includes('?') ? '&' : '?';
  const location = query === '' ? to : `${to}${separator}${query}`;
  return { kind: 'redirect', status, location, statuses: [status], because: [] };
}

/** With the user that the server has authenticated. */
type Known = Omit<Asked, 'user'> & { readonly user: string | null };

function routeStatic(
  area: Extract<Area, { kind: 'static' }>,
  path: ByteString,
  asked: Known,
): Bare {
  const { static: entry } = area;
  const below = path.slice(toByteString(entry.url.value).length);
  const isFolder = entry.kind === 'folder' && (below === '' || below.endsWith('/'));
  const otherwise = entry.fallthrough.value ? fallback(area, path, asked) : null;
  if (!isRead(asked.method)) {
    const why = because(`files are for GET and HEAD, not ${asked.method}`);
    return otherwise ?? { kind: 'denied', statuses: NOT_READ, because: [why] };
  }
  const index = isFolder ? (entry.index?.value ?? null) : null;
  const onDisk = toByteString(entry.path.value) + (entry.kind === 'folder' ? below : '');
  return {
    kind: 'file',
    static: entry,
    path: index === null ? onDisk : `${onDisk}${toByteString(index)}`,
    otherwise,
    because: index === null ? [] : [because(`index ${JSON.stringify(index)}`, entry.index)],
    // A folder is not listed, and one named without its slash may be answered with a redirect to it.
    statuses:
      isFolder && index === null
        ? FORBIDDEN
        : [200, 206, 304, 404, 416, ...(entry.kind === 'folder' ? [301, 403] : [])],
  };
}

/** What the application says to a path that no file has. */
function fallback(
  { application, static: entry }: Extract<Area, { kind: 'static' }>,
  path: ByteString,
  asked: Known,
): Answer {
  const answer = routeApplication(application, path, asked);
  const owner = because('fallthrough: true', entry.fallthrough);
  return { ...answer, refusals: [], headers: [], because: [owner, ...answer.because] };
}

function routeApplication(
  application: Application,
  path: ByteString,
  { query, requestUri, method, user, visitor }: Known,
): Bare {
  if (application.maintenance?.isActive.value === true) {
    const { isActive } = application.maintenance;
    return {
      kind: 'maintenance',
      statuses: [503],
      because: [because('maintenance.active', isActive)],
    };
  }
  const { bareMount, protocol } = application;
  const mount = toByteString(application.mount.value);
  const isBare = path === mount;
  return {
    kind: 'application',
    application,
    variables: {
      ...Object.fromEntries(
        application.params.map(({ name, value }) => [name.value, toByteString(value.value)]),
      ),
      SCRIPT_NAME: mount,
      PATH_INFO: isBare ? (bareMount.value === 'slash' ? '/' : '') : path.slice(mount.length),
      REQUEST_URI: requestUri,
      QUERY_STRING: query,
      REQUEST_METHOD: method,
      ...ofVisitor(visitor),
      ...(user === null ? {} : { REMOTE_USER: toByteString(user) }),
    },
    absent: [
      ...(user === null ? ['REMOTE_USER'] : []),
      ...(visitor.scheme === 'http' ? ['HTTPS'] : []),
      ...(application.passAuthorization.value ? [] : ['HTTP_AUTHORIZATION']),
    ],
    statuses: null,
    because: [
      ...(isBare ? [because(`bare_mount: ${bareMount.value}`, bareMount)] : []),
      ...(protocol.value === 'http' ? [because(OVER_HTTP, protocol)] : []),
    ],
  };
}

const OVER_HTTP =
  "protocol: http: the application's own server makes these of the URL and of headers";

function ofVisitor({ address, scheme, isProxied }: Visitor): Readonly<Record<string, string>> {
  return {
    ...(address === null ? {} : { REMOTE_ADDR: address }),
    ...(scheme === null ? {} : { REQUEST_SCHEME: scheme }),
    ...(scheme === 'https' ? { HTTPS: 'on' } : {}),
    ...(scheme !== null && isProxied ? { SERVER_PORT: scheme === 'https' ? '443' : '80' } : {}),
  };
}
