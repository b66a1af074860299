import { hstsValue } from '../../core/hsts.ts';
import type { Application, Deployment } from '../../core/model.ts';
import type { Context } from '../../core/render.ts';
import type { Token } from '../../core/token.ts';
import type { Variable } from '../../core/variable.ts';
import { plain, word } from '../../dialects/nginx.ts';
import { redirectsPlain } from './redirected.ts';
import { variablePrefix } from './variables.ts';

/** Response headers of every location of an application. */
export function planHeaders({ headers }: Application, deployment: Deployment): Context {
  return { headers: inPlaceOfInherited(headers.map(planHeader), headers.length > 0, deployment) };
}

/** Response headers of the page of an application, which has one of its own where it says when to come again. */
export function planPageHeaders(
  { headers, maintenance }: Application,
  deployment: Deployment,
): Context {
  const hasOwn = headers.length > 0 || maintenance?.retryAfterSeconds != null;
  return { headers: inPlaceOfInherited(headers.map(planHeader), hasOwn, deployment) };
}

/** nginx: a location with headers of its own inherits none. */
function inPlaceOfInherited(
  own: readonly Context[],
  hasOwn: boolean,
  deployment: Deployment,
): readonly Context[] {
  const hsts = hstsOf(deployment);
  if (!hasOwn || hsts === null) return own;
  return [{ name: plain`Strict-Transport-Security`, value: hsts }, ...own];
}

/** What an application says is nothing beside what the site says, and a client would take the first. */
export function hiddenHeaders({ headers }: Application, deployment: Deployment): readonly Token[] {
  const own = headers.map(({ name }) => plain`${name}`);
  return hstsOf(deployment) === null ? own : [plain`Strict-Transport-Security`, ...own];
}

/** The value of Strict-Transport-Security; null: there is none. */
export function hstsOf(deployment: Deployment): Token | null {
  const hsts = deployment.tls?.hsts ?? null;
  if (hsts === null) return null;
  return isMixed(deployment)
    ? word`$${variablePrefix(deployment.name)}_hsts`
    : word`${hstsValue(hsts)}`;
}

/** The variable that is empty over plain HTTP, which must not have the header (RFC 6797 section 7.2). */
export function planHstsVariable(deployment: Deployment): Context {
  const hsts = deployment.tls?.hsts ?? null;
  if (hsts === null || !isMixed(deployment)) return { needsHsts: false };
  const variable = word`$${variablePrefix(deployment.name)}_hsts`;
  return { needsHsts: true, hstsVariable: variable, hstsValue: word`${hstsValue(hsts)}` };
}

/** Whether one server answers plain requests and those over TLS. */
function isMixed(deployment: Deployment): boolean {
  return !redirectsPlain(deployment) && deployment.listen.some(({ value }) => !value.isTls);
}

function planHeader({ name, value }: Variable): Context {
  return { name: plain`${name}`, value: word`${value}` };
}
