import type { ByteString } from './byte-string.ts';

/** A request target taken apart (RFC 9112 section 3.2), each part byte for byte. */
export interface Target {
  readonly path: ByteString;
  /** Without its "?"; empty where there is none. */
  readonly query: ByteString;
  /** The origin-form: path and query as the client sent them. */
  readonly requestUri: ByteString;
}

/** Takes an origin-form or absolute-form target apart; null for any other form. */
export function splitTarget(target: ByteString): Target | null {
  const absolute = /^https?:\/\/[^/?#]*/i.exec(target);
  const rest = absolute === null ? target : target.slice(absolute[0].length);
  const requestUri = absolute !== null && !rest.startsWith('/') ? `/${rest}` : rest;
  if (!requestUri.startsWith('/')) return null;
  // A fragment is no part of a request; a server that lets one pass must not take it for path or query.
  const [hierarchy = ''] = requestUri.split('#', 1);
  const question = hierarchy.indexOf('?');
  if (question === -1) return { path: hierarchy, query: '', requestUri };
  return { path: hierarchy.slice(0, question), query: hierarchy.slice(question + 1), requestUri };
}

/** Percent-decodes once; null where a "%" is not followed by two hexadecimal digits. */
export function decode(path: ByteString): ByteString | null {
  if (/%(?![0-9A-Fa-f]{2})/.test(path)) return null;
  return path.replace(/%(..)/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
}

export interface NormalPath {
  /** Begins with a slash; no empty, "." or ".." segment but a last empty one. */
  readonly path: ByteString;
  /** Whether it tried to leave the root. */
  readonly climbs: boolean;
}

/** Merges slashes and removes dot segments of a decoded path (RFC 3986 section 5.2.4). */
export function normalise(decoded: ByteString): NormalPath {
  const kept: string[] = [];
  let climbs = false;
  const segments = decoded.split('/').slice(1);
  for (const segment of segments) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') kept.push(segment);
    else if (kept.pop() === undefined) climbs = true;
  }
  const isOpen = ['', '.', '..'].includes(segments.at(-1) ?? '');
  const path = `/${kept.join('/')}`;
  return { path: isOpen && path !== '/' ? `${path}/` : path, climbs };
}
