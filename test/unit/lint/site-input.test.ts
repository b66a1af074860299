import { expect, it } from 'vitest';
import { lint } from '../../../src/lint.ts';

const SHOP = 'name: shop\nsocket: unix:/run/shop/app.sock\n';
const SITE = `${SHOP}hosts: [shop.example]\n`;
const FORM = 'schema-form';

it.each([
  ['a certificate without key', `${SITE}tls: { certificate: /a.pem }\n`, '4:1 schema-missing-key'],
  ['a key without certificate', `${SITE}tls: { key: /a.key }\n`, '4:1 schema-missing-key'],
  ['hsts without tls', `${SITE}hsts: { seconds: 60 }\n`, '4:1 schema-unknown-key'],
  ['tls without hosts', `${SHOP}tls: { certificate: /a.pem, key: /a.key }\n`, '3:1 valid-site'],
  [
    'an address to listen at that is none',
    `${SITE}listen: [80, "1.2.3.4444:80"]\n`,
    `4:14 ${FORM}`,
  ],
  ['one with a byte too large', `${SITE}listen: [80, "127.0.0.300:80"]\n`, '4:14 valid-listen'],
  ['a client that is no address', `${SHOP}allow: [::1, 10.0.0.256]\n`, '3:14 valid-network'],
  ['a proxy with a port', `${SITE}trusted_proxies: ["10.0.0.1:80"]\n`, '4:19 valid-network'],
  ['a host with a port', `${SHOP}hosts: ["a.example:8080"]\n`, `3:9 ${FORM}`],
  ['a host with a scheme', `${SHOP}hosts: ["https://a.example"]\n`, `3:9 ${FORM}`],
  ['a host with an empty label', `${SHOP}hosts: [a..example]\n`, '3:9 valid-host'],
  ['a host with a star inside', `${SHOP}hosts: [a.*.example]\n`, `3:9 ${FORM}`],
  ['a host of dashes', `${SHOP}hosts: [-a-.example]\n`, '3:9 valid-host'],
  ['a host that ends in a number', `${SHOP}hosts: [10.0.0.256]\n`, '3:9 valid-host'],
  ['a canonical host of somebody else', `${SITE}canonical_host: b.example\n`, '4:17 valid-site'],
  [
    'a relative file of passwords',
    `${SHOP}auth: { basic: { realm: Shop, file: htpasswd } }\n`,
    `3:37 ${FORM}`,
  ],
])('%s is refused at its line', (_, text, expected) => {
  const found = lint(text, 'deploy.yaml').filter(({ severity }) => severity === 'error');

  expect(
    found.map(({ range: { start }, code }) => `${start.line}:${start.column} ${code}`),
  ).toEqual([expected]);
  expect(found[0]?.help).toMatch(/./);
});
