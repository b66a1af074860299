import type { Rule } from '../core/rule.ts';
import { isLoopback } from './clear-addresses.ts';

export const noChallengeWithoutPort80: Rule = {
  code: 'no-challenge-without-port-80',
  severity: 'warning',
  summary: 'a folder for challenges of ACME on a site that does not listen at port 80',
  check({ acmeWebroot, listen, trustedProxies }, report) {
    if (acmeWebroot === null || trustedProxies !== null) return;
    const open = listen.filter(({ value }) => !isLoopback(value.host));
    // Other ports than these may be mapped to them.
    const isFacing = open.some(({ value }) => value.port === 443);
    if (!isFacing || open.some(({ value }) => value.port === 80)) return;
    report({
      at: acmeWebroot,
      message: `nobody will ask for challenges in "${acmeWebroot.value}": they come at port 80`,
      help: 'add 80 to "listen"',
    });
  },
};
