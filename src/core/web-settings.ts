import type { Application as StatedApplication } from '../generated/descriptor.ts';
import type { Diagnostic } from './diagnostic.ts';
import { checkHeaders } from './header-names.ts';
import { toNetworks } from './networks.ts';
import { blame, derive, type Placed } from './place.ts';
import type { Reader } from './reader.ts';
import type { BasicAuth, Maintenance, Redirect, WebSettings } from './site.ts';
import { toSeconds } from './units.ts';
import { urlPathProblem } from './url-path.ts';
import { toVariables } from './variable.ts';

type Report = (problem: Diagnostic) => void;

/** What the web server does for an application beside passing requests on. */
export function toWebSettings(
  stated: StatedApplication,
  fields: Reader,
  report: Report,
): WebSettings {
  const headers = toVariables(stated.headers, fields.within('headers'));
  checkHeaders(headers, report);
  return {
    deny: (stated.deny ?? []).map((path, index) =>
      withoutSlash(toPath(fields.within('deny').at(index, path), 'denied path', report)),
    ),
    redirects: toRedirects(stated.redirects, fields.within('redirects'), report),
    auth: toAuth(stated.auth, fields.within('auth').within('basic'), report),
    passAuthorization: fields.withDefault('pass_authorization', stated.pass_authorization, true),
    headers,
    allow: toNetworks(stated.allow, fields.within('allow'), report),
    maintenance: toMaintenance(stated.maintenance, fields),
    compress: toCompress(stated.compress, fields),
  };
}

/** A decoded URL path, or a diagnostic. */
function toPath(path: Placed<string>, what: string, report: Report): Placed<string> {
  const problem = urlPathProblem(path.value);
  if (problem !== null) {
    const message = `${what} ${JSON.stringify(path.value)} ${problem}`;
    const help = 'write the decoded path, as in "/shop/private"';
    report(blame(path, { code: 'valid-path', message, help }));
  }
  return path;
}

function withoutSlash(path: Placed<string>): Placed<string> {
  return derive(path, (text) => text.replace(/\/$/, ''));
}

function toRedirects(
  stated: StatedApplication['redirects'],
  fields: Reader,
  report: Report,
): readonly Redirect[] {
  return (stated ?? []).map(({ from, to, status }, index) => {
    const item = fields.within(index);
    const target = item.at('to', to);
    const isSound = URL.canParse(to, 'http://host.example') && !/%(?![0-9A-Fa-f]{2})/.test(to);
    if (!isSound || to.includes('#') || !isPathOrUrl(to)) {
      const message = `"${to}" is nothing to redirect to`;
      const help = 'write a percent-encoded path or URL without "#", such as "/dav/"';
      report(blame(target, { code: 'valid-redirect', message, help }));
    }
    return {
      from: toPath(item.at('from', from), 'path', report),
      to: target,
      status: item.withDefault<Redirect['status']['value']>('status', status, 308),
    };
  });
}

/** Browsers take "/\\host" for "//host", and "http:///a" for the host "a". */
function isPathOrUrl(to: string): boolean {
  return /^\/(?![/\\])|^https?:\/\/[^/\\]/.test(to);
}

function toAuth(
  stated: StatedApplication['auth'],
  fields: Reader,
  report: Report,
): BasicAuth | null {
  if (stated === undefined) return null;
  const { realm, file, paths, anonymous_methods } = stated.basic;
  const seen = new Set<string>();
  return {
    realm: fields.at('realm', realm),
    file: fields.at('file', file),
    paths: (paths ?? []).map((text, index) => {
      const path = withoutSlash(toPath(fields.within('paths').at(index, text), 'path', report));
      if (seen.has(path.value)) {
        const message = `"${text}" is listed twice`;
        const help = 'list it once: what is below a path belongs to it';
        report(blame(path, { code: 'valid-auth', message, help }));
      }
      seen.add(path.value);
      return path;
    }),
    anonymousMethods: withHead(
      (anonymous_methods ?? []).map((method, index) =>
        fields.within('anonymous_methods').at(index, method),
      ),
    ),
  };
}

/** HEAD is what GET is, without a body (RFC 9110 section 9.3.2). */
function withHead(methods: readonly Placed<string>[]): readonly Placed<string>[] {
  if (methods.some(({ value }) => value === 'HEAD')) return methods;
  return methods.flatMap((method) =>
    method.value === 'GET' ? [method, derive(method, () => 'HEAD')] : [method],
  );
}

function toMaintenance(
  stated: StatedApplication['maintenance'],
  fields: Reader,
): Maintenance | null {
  if (stated === undefined) return null;
  const own = fields.within('maintenance');
  const isMap = typeof stated === 'object';
  if (!isMap) fields.spelt('maintenance', { page: stated });
  const retry = isMap ? own.optional('retry_after', stated.retry_after) : null;
  return {
    page: isMap ? own.at('page', stated.page) : fields.at('maintenance', stated),
    isActive: own.withDefault('active', isMap ? stated.active : undefined, false),
    retryAfterSeconds: retry === null ? null : derive(retry, toSeconds),
  };
}

/** What compresses well and is no archive, image or film already. */
const COMPRESSED = [
  'text/html',
  'text/css',
  'text/plain',
  'text/javascript',
  'application/javascript',
  'application/json',
  'application/xml',
  'image/svg+xml',
];

function toCompress(
  stated: StatedApplication['compress'],
  fields: Reader,
): readonly Placed<string>[] {
  if (stated === undefined) fields.withDefault('compress', stated, false);
  if (stated === undefined || stated === false) return [];
  if (stated === true) {
    const all = fields.at('compress', stated);
    return COMPRESSED.map((type) => derive(all, () => type));
  }
  return stated.map((type, index) => fields.within('compress').at(index, type));
}
