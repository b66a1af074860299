import type { Rule } from '../core/rule.ts';

export const noCertificateWithoutChain: Rule = {
  code: 'no-certificate-without-chain',
  severity: 'warning',
  summary: "an ACME client's certificate alone, without those that it is signed with",
  check({ tls }, report) {
    if (tls === null || !ALONE.test(tls.certificate.value)) return;
    report({
      at: tls.certificate,
      message: `"${tls.certificate.value}" has no intermediate certificate: many clients will not trust the site`,
      help: `use "${tls.certificate.value.replace(/cert\.pem$/, 'fullchain.pem')}"`,
    });
  },
};

/** certbot's and dehydrated's. */
const ALONE = /\/(letsencrypt\/live|dehydrated\/certs)\/[^/]+\/cert\.pem$/;
