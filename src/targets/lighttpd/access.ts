import type { Application } from '../../core/model.ts';
import { derive, type Placed } from '../../core/place.ts';
import type { Context } from '../../core/render.ts';
import type { BasicAuth } from '../../core/site.ts';
import { join } from '../../core/token.ts';
import { regex, string } from '../../dialects/lighttpd.ts';
import { planNetwork } from './networks.ts';

/** Who may use an area: client addresses, then users, everywhere in it or at some paths. */
export function planAccess(
  { allow }: Application,
  auth: BasicAuth | null,
  paths: readonly Placed<string>[] = [],
): Context {
  return {
    isRestricted: allow !== null,
    allowed: (allow ?? []).map((network, index) => ({
      isFirst: index === 0,
      network: planNetwork(network),
    })),
    needsUser: auth !== null,
    ...(auth === null ? {} : planUsers(auth)),
    needsUserEverywhere: paths.length === 0,
    guarded: paths.map((path, index) => ({
      isFirst: index === 0,
      path: string`${path}`,
      pathSlash: string`${path}/`,
      ...(auth === null ? {} : planLogin(auth)),
    })),
  };
}

function planUsers(auth: BasicAuth): Context {
  return { userFile: string`${auth.file}`, ...planLogin(auth) };
}

function planLogin({ realm, anonymousMethods }: BasicAuth): Context {
  return {
    // lighttpd 1.4.69 puts it between quotes as it is (RFC 9110 section 5.6.4).
    realm: string`${derive(realm, (text) => text.replace(/["\\]/g, '\\$&'))}`,
    hasAnonymousMethods: anonymousMethods.length > 0,
    anonymousMethods: regex`^(?:${join('|', anonymousMethods)})$`,
  };
}
