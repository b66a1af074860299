import type { Rule } from '../core/rule.ts';

export const noHstsWithoutTls: Rule = {
  code: 'no-hsts-without-tls',
  severity: 'warning',
  summary: 'raw text that sets HSTS for a site without TLS, where clients ignore it',
  check({ hosts, tls, trustedProxies, applications }, report) {
    // A fragment is in a site of the user's own, and a proxy in front may speak TLS.
    if (hosts.length === 0 || tls !== null || trustedProxies !== null) return;
    for (const { lines } of applications.flatMap(({ extra }) => extra)) {
      for (const at of lines) {
        if (!HSTS.test(at.value)) continue;
        report({
          at,
          message: '"Strict-Transport-Security" is ignored in what comes without TLS',
          help: 'write "tls" with "hsts", or leave it out',
        });
      }
    }
  },
};

const HSTS = /^[^#;]*\bstrict-transport-security\b/i;
