import { formatNetwork, isWithin } from '../core/networks.ts';
import type { Rule } from '../core/rule.ts';
import type { Network } from '../core/site.ts';
import { isLoopback } from './clear-addresses.ts';

export const noAllowOfNobody: Rule = {
  code: 'no-allow-of-nobody',
  severity: 'warning',
  summary: 'a site for this machine alone that allows only clients from elsewhere',
  check({ hosts, listen, trustedProxies, applications }, report) {
    if (hosts.length === 0 || trustedProxies !== null) return;
    if (!listen.every(({ value }) => isLoopback(value.host))) return;
    for (const { allow } of applications) {
      const [first] = allow ?? [];
      if (first === undefined || allow?.some(({ value }) => hasLoopback(value))) continue;
      report({
        at: first,
        message: `"${formatNetwork(first.value)}" never asks at a loopback address: everybody gets 403`,
        help: 'list the proxy in front under "trusted_proxies": then clients are known by its word',
      });
    }
  },
};

function hasLoopback(network: Network): boolean {
  return isLoopback(network.address) || ['127.0.0.1', '::1'].some((one) => isWithin(one, network));
}
