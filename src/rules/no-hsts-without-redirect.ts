import type { Rule } from '../core/rule.ts';
import { clearAddresses } from './clear-addresses.ts';

export const noHstsWithoutRedirect: Rule = {
  code: 'no-hsts-without-redirect',
  severity: 'warning',
  summary: 'HSTS of a site that plain HTTP does not lead to',
  check(deployment, report) {
    const { tls } = deployment;
    if (tls === null || tls.hsts === null || clearAddresses(deployment).length === 0) return;
    report({
      at: tls.redirect,
      message: 'with "redirect: false" who comes by plain HTTP stays there, and never sees "hsts"',
      help: 'leave "redirect" on, or leave "hsts" out',
    });
  },
};
