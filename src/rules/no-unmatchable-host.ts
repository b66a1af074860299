import { hostFamily } from '../core/address.ts';
import type { Rule } from '../core/rule.ts';

export const noUnmatchableHost: Rule = {
  code: 'no-unmatchable-host',
  severity: 'error',
  summary: 'a host that ends in a number and is no IPv4 address',
  check({ hosts }, report) {
    for (const host of hosts) {
      if (!ENDS_IN_NUMBER.test(host.value) || hostFamily(host.value) === 'ipv4') continue;
      report({
        at: host,
        message: `host "${host.value}" ends in a number and is no IPv4 address: no browser can ask for it`,
        help: 'write the name or the whole address that people type, such as "shop.example.org"',
      });
    }
  },
};

// The host parser of the URL standard takes every such host for an IPv4 address, and refuses what is none.
const ENDS_IN_NUMBER = /(^|\.)([0-9]+|0x[0-9a-f]*)$/;
