import { expect, it } from 'vitest';
import type { Deployment } from '../../../src/core/model.ts';
import { load } from '../../../src/deploygen.ts';
import { lintTogether } from '../../../src/lint-together.ts';

function together(...texts: readonly string[]): readonly string[] {
  const deployments = texts.map((text, index) =>
    loadOne(`name: app-${index}\nsocket: /run/app-${index}/a.sock\n${text}`, `${index}.yaml`),
  );
  return lintTogether(deployments).map(
    ({ path, range: { start }, code, message }) =>
      `${path}:${start.line}:${start.column} ${code} ${message.replace(/,? and .*/, '')}`,
  );
}

function loadOne(text: string, path: string): Deployment {
  const loaded = load(text, path);
  if (!loaded.ok) throw new TypeError(loaded.diagnostics[0]?.message);
  return loaded.deployment;
}

const LIGHTTPD = 'targets: {lighttpd: {}}\n';

it.each([
  ['the root first', ['', 'mount: /wiki\n'], '1.yaml:3:8', '"/wiki" lies in mount "/" of 0.yaml'],
  ['the root last', ['mount: /wiki\n', ''], '0.yaml:3:8', '"/wiki" lies in mount "/" of 1.yaml'],
  ['the same', ['mount: /a\n', 'mount: /a\n'], '1.yaml:3:8', '"/a" lies in mount "/a" of 0.yaml'],
])('warns of fragments for lighttpd in one another: %s', (_, [one = '', other = ''], at, what) => {
  expect(together(one + LIGHTTPD, other + LIGHTTPD)).toEqual([
    `${at} target-entangled mount ${what}`,
  ]);
});

it('warns for Apache, too, and once for each pair', () => {
  const targets = 'targets: {apache: {}, lighttpd: {}}\n';

  expect(together(targets, `mount: /wiki\n${targets}`, `mount: /wiki/a\n${targets}`)).toHaveLength(
    6,
  );
});

const APACHE = 'targets: {apache: {}}\n';
const NGINX = 'targets: {nginx: {}}\n';
const MAIN = 'hosts: [main.example, "*.main.example"]\n';

it.each([
  ['a name', 'hosts: [x.main.example]\n', '"x.main.example"'],
  ['a name far below', 'hosts: [x.y.main.example]\n', '"x.y.main.example"'],
  ['a narrower wildcard', 'hosts: ["*.x.main.example"]\n', '"*.x.main.example"'],
])('warns of a wildcard that covers %s of another site', (_, other, name) => {
  const covers = 'target-covered-host host "*.main.example" covers';

  expect(together(MAIN + APACHE, other + APACHE)).toEqual([
    `0.yaml:3:23 ${covers} ${name} of 1.yaml, for which apache answers as the file that it reads first says`,
  ]);
  // The file with the wildcard is read last.
  expect(together(other + APACHE, MAIN + APACHE)).toEqual([]);
  for (const [first, second, at] of [
    [MAIN, other, '0.yaml:3:23'],
    [other, MAIN, '1.yaml:3:23'],
  ] as const) {
    expect(together(first + LIGHTTPD, second + LIGHTTPD)).toEqual([
      expect.stringMatching(`^${at} target-covered-host`),
    ]);
    expect(together(first + NGINX, second + NGINX)).toEqual([]);
  }
});

it('orders files as a folder does', () => {
  const [wide, near] = [
    { name: 'app-0', text: MAIN },
    { name: 'app', text: 'hosts: [x.main.example]\n' },
  ];

  // "app-0.apache.conf" comes before "app.apache.conf".
  expect(linted(wide, near)).toHaveLength(1);
  expect(linted({ ...wide, name: 'b' }, near)).toHaveLength(0);

  function linted(...sites: readonly { readonly name: string; readonly text: string }[]) {
    return lintTogether(
      sites.map(({ name, text }) =>
        loadOne(`name: ${name}\nsocket: /run/a.sock\n${text}${APACHE}`, name),
      ),
    );
  }
});

it('warns of a name of two sites at the second, once', () => {
  const tls = 'tls: {certificate: /a.pem, key: /a.key}\n';
  const targets = 'targets: {nginx: {}, apache: {}}\n';

  expect(together(MAIN + tls + targets, `hosts: [main.example]\n${tls}${targets}`)).toEqual([
    '1.yaml:3:9 target-repeated-host host "main.example" is one of 0.yaml, too: nginx ignores it in the file that it reads last',
    '1.yaml:3:9 target-repeated-host host "main.example" is one of 0.yaml, too: apache answers as the file that it reads first says',
  ]);
});

it('says of a name that two sites have nothing about wildcards', () => {
  const both = 'hosts: [x.main.example, "*.main.example"]\n';

  expect(together(both + LIGHTTPD, `hosts: [x.main.example]\n${LIGHTTPD}`)).toEqual([
    expect.stringContaining('1.yaml:3:9 target-repeated-host'),
  ]);
});

it('finds two default servers for nginx, which does not start then', () => {
  const site = (host: string) => `hosts: [${host}]\ndefault_server: true\n`;

  expect(together(site('a.example') + NGINX, site('b.example') + NGINX)).toEqual([
    '1.yaml:4:17 target-two-defaults default_server is said by 0.yaml for the same address, too: nginx does not start',
  ]);
  expect(together(site('a.example') + APACHE, site('b.example') + APACHE)).toEqual([]);
});

it('knows that a site without "listen" is everywhere on lighttpd', () => {
  const near = 'hosts: [x.main.example]\nlisten: ["127.0.0.1:81"]\n';

  expect(together(MAIN + LIGHTTPD, near + LIGHTTPD)).toHaveLength(1);
  expect(together(`${MAIN}listen: [82]\n${LIGHTTPD}`, near + LIGHTTPD)).toHaveLength(0);
  expect(together(MAIN + APACHE, near + APACHE)).toHaveLength(0);
});

it.each([
  ['at other ports', `${MAIN}listen: [81]\n`, `${MAIN}listen: [82]\ndefault_server: true\n`],
  ['of one site', MAIN, 'hosts: [b.example]\n'],
  ['beside the wildcard', MAIN, 'hosts: [xmain.example, example]\n'],
])('is silent about hosts %s', (_, one, other) => {
  for (const targets of [NGINX, APACHE, LIGHTTPD]) {
    expect(together(one + targets, other + targets)).toEqual([]);
  }
});

it.each([
  ['side by side', `mount: /shop\n${LIGHTTPD}`, `mount: /shopping\n${LIGHTTPD}`],
  ['for nginx', 'targets: {nginx: {}}\n', 'mount: /wiki\ntargets: {nginx: {}}\n'],
  ['for two servers', LIGHTTPD, 'mount: /wiki\ntargets: {apache: {}}\n'],
  ['sites', `hosts: [a.example]\n${LIGHTTPD}`, `mount: /a\nhosts: [b.example]\n${LIGHTTPD}`],
  ['for no target', '', 'mount: /wiki\n'],
])('is silent about what is %s', (_, one, other) => {
  expect(together(one, other)).toEqual([]);
});
