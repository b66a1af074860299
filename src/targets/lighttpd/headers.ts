import type { Area } from '../../core/areas.ts';
import { hstsValue } from '../../core/hsts.ts';
import type { Deployment, Variable } from '../../core/model.ts';
import type { Context } from '../../core/render.ts';
import type { Layout } from '../../core/target.ts';
import type { Token } from '../../core/token.ts';
import { string } from '../../dialects/lighttpd.ts';

type Header = {
  readonly name: Token;
  readonly value: Token;
};

/**
 * Response headers of an area. Of two lists that match, lighttpd takes the later one whole: it has what the site says as
 * well.
 */
export function planHeaders(area: Area, deployment: Deployment, layout: Layout): Context {
  const own = [...area.application.headers.map(toHeader), ...planRetryAfter(area)];
  const hsts = layout === 'site' ? planHsts(deployment) : [];
  const isSecure = deployment.tls?.redirect.value === true;
  return {
    hasHeaders: own.length > 0,
    headers: isSecure ? [...hsts, ...own] : own,
    hasSecureHeaders: hsts.length > 0 && !isSecure,
    secureHeaders: [...hsts, ...own],
  };
}

/** Strict-Transport-Security, which goes with TLS only (RFC 6797 section 7.2). */
export function planHsts({ tls }: Deployment): readonly Header[] {
  if (tls === null || tls.hsts === null) return [];
  const value = string`${hstsValue(tls.hsts)}`;
  return [{ name: string`Strict-Transport-Security`, value }];
}

function planRetryAfter({ kind, application: { maintenance } }: Area): readonly Header[] {
  const time = maintenance?.retryAfterSeconds ?? null;
  if (kind !== 'application' || time === null || maintenance?.isActive.value !== true) return [];
  return [{ name: string`Retry-After`, value: string`${time}` }];
}

function toHeader({ name, value }: Variable): Header {
  return { name: string`${name}`, value: string`${value}` };
}
