import type { Rule } from '../core/rule.ts';
import { clearAddresses } from './clear-addresses.ts';

export const noPasswordInTheClear: Rule = {
  code: 'no-password-in-the-clear',
  severity: 'warning',
  summary: 'basic authentication of a site that is served by plain HTTP',
  check(deployment, report) {
    if (clearAddresses(deployment).length === 0) return;
    const help =
      deployment.tls === null
        ? 'add "tls", or list the proxy in front that has it under "trusted_proxies"'
        : 'leave "tls.redirect" on';
    for (const { auth } of deployment.applications) {
      if (auth === null) continue;
      report({
        at: auth.realm,
        message: `passwords for "${auth.realm.value}" come over plain HTTP: who listens reads them`,
        help,
      });
    }
  },
};
