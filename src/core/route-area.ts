import type { Bare, RedirectAnswer } from './answer.ts';
import type { Area } from './areas.ts';
import type { Asked } from './asked.ts';
import { type Because, because } from './because.ts';
import { type ByteString, encodePath, toByteString } from './byte-string.ts';
import type { Application } from './model.ts';
import { isWithin } from './networks.ts';
import { routeApplication } from './route-application.ts';
import { FORBIDDEN, isHidden, isRead, NOT_READ, routeStatic } from './route-static.ts';

/** What the area of a path answers: who may come in first, then who is there. */
export function routeArea(area: Area, path: ByteString, asked: Asked): Bare {
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
      !area.static.fallthrough.value &&
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

function isAnonymous({ auth }: Area, method: string): boolean {
  const methods = auth?.anonymousMethods.map(({ value }) => value) ?? [];
  return methods.includes(method);
}

function isBareRedirect({ mount, bareMount }: Application, path: ByteString): boolean {
  return path === toByteString(mount.value) && bareMount.value === 'redirect';
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
