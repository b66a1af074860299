import { otherSpellings, SAID_BY_NOBODY, SAID_BY_PROXIES } from '../../core/client-headers.ts';
import type { Application, Deployment } from '../../core/model.ts';
import type { Token } from '../../core/token.ts';
import { string } from '../../dialects/lighttpd.ts';

/** Request headers that do not reach an application. */
export function planRemoved(
  { passAuthorization, protocol }: Application,
  { name: { place }, trustedProxies }: Deployment,
): readonly Token[] {
  const removed = [
    ...(passAuthorization.value ? [] : ['Authorization']),
    ...(protocol.value === 'http' ? OVER_HTTP : []),
    // mod_extforward is done with them. Who sent them cannot be told any more: its address is the client's now.
    ...(protocol.value === 'http' || trustedProxies !== null ? CLAIMS : []),
  ];
  return removed.map((value) => string`${{ value, place }}`);
}

const OVER_HTTP = ['Keep-Alive', 'Proxy', 'SCRIPT_NAME', 'TE'];
const CLAIMS = [...SAID_BY_PROXIES, ...SAID_BY_NOBODY].flatMap((name) => [
  name,
  ...otherSpellings(name),
]);
