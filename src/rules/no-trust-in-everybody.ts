import { formatNetwork } from '../core/networks.ts';
import type { Rule } from '../core/rule.ts';

export const noTrustInEverybody: Rule = {
  code: 'no-trust-in-everybody',
  severity: 'warning',
  summary: 'trusted proxies in a network that is most of the Internet',
  check({ trustedProxies }, report) {
    for (const network of trustedProxies ?? []) {
      if (network.value.prefix >= WIDEST[network.value.family]) continue;
      report({
        at: network,
        message: `"${formatNetwork(network.value)}" believes anybody who says that a request is somebody else's`,
        help: 'name the addresses of the proxies, or their own network, such as "10.0.0.0/8"',
      });
    }
  },
};

/** Bits of 10.0.0.0/8, and of the unique local addresses, fc00::/7: no network of one owner is wider. */
const WIDEST = { ipv4: 8, ipv6: 7 } as const;
