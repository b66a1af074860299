import type { Request } from './answer.ts';
import type { Deployment } from './model.ts';
import { isWithin } from './networks.ts';

/** Who asks, and how: what the connection says, or a trusted proxy. */
export interface Visitor {
  /** Null: not told. */
  readonly address: string | null;
  readonly scheme: 'http' | 'https' | null;
  /** Whether the connection is a trusted proxy's. */
  readonly isProxied: boolean;
}

/** The client of a request, found through trusted proxies from the last one backwards. */
export function visitorOf(
  { trustedProxies }: Pick<Deployment, 'trustedProxies'>,
  { client, scheme, forwarded }: Request,
): Visitor {
  const isTrusted = (address: string): boolean =>
    trustedProxies?.some(({ value }) => isWithin(address, value)) ?? false;
  const direct = { address: client ?? null, scheme: scheme ?? null, isProxied: false };
  if (client === undefined || !isTrusted(client)) return direct;
  const hops = (forwarded?.for ?? '').split(',').map(toAddress);
  const named = hops.filter((hop) => hop !== '').toReversed();
  const first = named.find((hop) => !isTrusted(hop)) ?? named.at(-1);
  const proto = forwarded?.proto;
  return {
    address: first ?? client,
    scheme: proto === 'http' || proto === 'https' ? proto : direct.scheme,
    isProxied: true,
  };
}

/** Some proxies write the port, too. */
function toAddress(hop: string): string {
  const [, ipv6, ipv4] = /^\[([^\]]*)\](?::\d+)?$|^([\d.]+):\d+$/.exec(hop.trim()) ?? [];
  return ipv6 ?? ipv4 ?? hop.trim();
}
