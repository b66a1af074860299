import type { Area } from '../../core/areas.ts';
import { formatNetwork } from '../../core/networks.ts';
import { derive } from '../../core/place.ts';
import type { Context } from '../../core/render.ts';
import { value, word } from '../../dialects/apache.ts';

/** Who may use an area: addresses and a user, which are both asked for where both are stated. */
export function planAccess(area: Area): Context {
  const { auth } = area;
  const { allow } = area.application;
  return {
    // What falls through is no file: the application takes other methods.
    isReadOnly: area.kind === 'static' && !area.static.fallthrough.value,
    isGuarded: allow !== null || auth !== null,
    hasAllow: allow !== null,
    allow: (allow ?? []).map((network) => word`${derive(network, formatNetwork)}`),
    hasAuth: auth !== null,
    ...(auth === null
      ? { realm: value``, file: NONE, hasAnonymous: false, anonymous: [] }
      : {
          // httpd puts a backslash before quotes, and takes one for put already.
          realm: value`${derive(auth.realm, (text) => text.replaceAll('\\', '\\\\'))}`,
          file: word`${auth.file}`,
          hasAnonymous: auth.anonymousMethods.length > 0,
          anonymous: auth.anonymousMethods.map((method) => word`${method}`),
        }),
  };
}

const NONE = word``;
