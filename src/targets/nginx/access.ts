import type { Application } from '../../core/model.ts';
import { derive } from '../../core/place.ts';
import type { Context } from '../../core/render.ts';
import type { BasicAuth, Network } from '../../core/site.ts';
import { entry, plain, word } from '../../dialects/nginx.ts';
import { variablePrefix } from './variables.ts';

/** Who may use a location: client addresses, then users. */
export function planAccess({ name, allow }: Application, auth: BasicAuth | null): Context {
  const restriction = {
    allowed: (allow ?? []).map((network) => plain`${derive(network, formatNetwork)}`),
    isRestricted: allow !== null,
  };
  if (auth === null) return { ...restriction, hasAuth: false };
  return {
    ...restriction,
    hasAuth: true,
    realm: needsLogin(auth)
      ? word`$${variablePrefix(name)}_realm`
      : word`${derive(auth.realm, toQuotedString)}`,
    userFile: word`${auth.file}`,
  };
}

/** The user that a location names to the application. */
export function planUser({ name }: Application, auth: BasicAuth | null): Context {
  if (auth === null) return { hasUser: false };
  const user = needsLogin(auth) ? word`$${variablePrefix(name)}_user` : word`$remote_user`;
  return { hasUser: true, user };
}

/** The maps of an application whose methods decide who needs a password. */
export function planLogins({ name, auth }: Application): readonly Context[] {
  if (auth === null || !needsLogin(auth)) return [];
  const prefix = variablePrefix(name);
  return [
    {
      realmVariable: word`$${prefix}_realm`,
      userVariable: word`$${prefix}_user`,
      realm: word`${derive(auth.realm, toQuotedString)}`,
      methods: auth.anonymousMethods.map((method) => entry`${method}`),
    },
  ];
}

/** A network as nginx writes one. */
export function formatNetwork({ address, prefix }: Network): string {
  return `${address}/${prefix}`;
}

function needsLogin({ anonymousMethods }: BasicAuth): boolean {
  return anonymousMethods.length > 0;
}

/** nginx 1.22 puts the realm between quotes as it is: a quote in it would end them (RFC 9110 section 5.6.4). */
function toQuotedString(realm: string): string {
  return realm.replace(/["\\]/g, '\\$&');
}
