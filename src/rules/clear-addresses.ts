import type { Deployment, ListenAddress } from '../core/model.ts';
import { isWithin } from '../core/networks.ts';

/** The addresses at which a whole site serves others by plain HTTP; none where a proxy in front may speak TLS. */
export function clearAddresses({
  hosts,
  listen,
  tls,
  trustedProxies,
}: Deployment): readonly ListenAddress[] {
  if (hosts.length === 0 || trustedProxies !== null || tls?.redirect.value === true) return [];
  return listen
    .map(({ value }) => value)
    .filter((address) => !address.isTls && !isLoopback(address.host));
}

/** Whether only the machine itself has an address; null is every address. */
export function isLoopback(host: string | null): boolean {
  return host !== null && LOOPBACK.some((network) => isWithin(host, network));
}

const LOOPBACK = [
  { family: 'ipv4', address: '127.0.0.0', prefix: 8 },
  { family: 'ipv6', address: '::1', prefix: 128 },
] as const;
