import { expect, it } from 'vitest';
import { load } from '../../../src/deploygen.ts';
import { lintTogether } from '../../../src/lint-together.ts';

function together(...texts: readonly string[]): readonly string[] {
  const deployments = texts.map((text, index) => {
    const loaded = load(
      `name: app-${index}\nsocket: /run/app-${index}/a.sock\n${text}`,
      `${index}.yaml`,
    );
    if (!loaded.ok) throw new TypeError(loaded.diagnostics[0]?.message);
    return loaded.deployment;
  });
  return lintTogether(deployments).map(
    ({ path, range: { start }, code, message }) =>
      `${path}:${start.line}:${start.column} ${code} ${message.replace(/,? and .*/, '')}`,
  );
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

it.each([
  ['side by side', `mount: /shop\n${LIGHTTPD}`, `mount: /shopping\n${LIGHTTPD}`],
  ['for nginx', 'targets: {nginx: {}}\n', 'mount: /wiki\ntargets: {nginx: {}}\n'],
  ['for two servers', LIGHTTPD, 'mount: /wiki\ntargets: {apache: {}}\n'],
  ['sites', `hosts: [a.example]\n${LIGHTTPD}`, `mount: /a\nhosts: [b.example]\n${LIGHTTPD}`],
  ['for no target', '', 'mount: /wiki\n'],
])('is silent about what is %s', (_, one, other) => {
  expect(together(one, other)).toEqual([]);
});
