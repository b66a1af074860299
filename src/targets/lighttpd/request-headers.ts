import type { Application, Deployment } from '../../core/model.ts';
import type { Token } from '../../core/token.ts';
import { string } from '../../dialects/lighttpd.ts';

/** Request headers that do not reach an application. */
export function planRemoved(
  { passAuthorization, protocol }: Application,
  { trustedProxies }: Deployment,
): readonly Token[] {
  return [
    ...(passAuthorization.value ? [] : [string`Authorization`]),
    // Over HTTP none does anyway. mod_extforward is done with them. Who sent them cannot be told any more: its address is the client's now.
    ...(trustedProxies === null || protocol.value === 'http' ? [] : FORWARDED),
  ];
}

const FORWARDED = [
  string`Forwarded`,
  string`X-Forwarded-For`,
  string`X-Forwarded-Host`,
  string`X-Forwarded-Port`,
  string`X-Forwarded-Prefix`,
  string`X-Forwarded-Proto`,
];
