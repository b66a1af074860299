import { describe, expect, it } from 'vitest';
import { runCli } from './run-cli.ts';
import { scratch } from './scratch.ts';

const app = 'name: shop\nsocket: /run/shop.sock\n';
const long = `/run/${'x'.repeat(103)}`;

/** What is wrong, the descriptor, where and as what it is reported, and a word of the remedy. */
const cases: readonly (readonly [what: string, text: string, report: string, remedy: string])[] = [
  ['not YAML', 'name: "shop', '1:12: error: missing closing "quote [yaml-syntax]', 'open quote'],
  [
    'a wrong type',
    `${app}processes: many\n`,
    '3:12: error: processes "many" is not a whole number [schema-type]',
    'for example 4',
  ],
  [
    'an unknown key',
    `${app}prefork: 3\n`,
    '3:1: error: unknown key "prefork" [schema-unknown-key]',
    'known are: version',
  ],
  [
    'a misspelt key',
    `${app}mout: /a\n`,
    '3:1: error: unknown key "mout" [schema-unknown-key]',
    'did you mean "mount"?',
  ],
  [
    'a missing key',
    'name: shop\n',
    '1:1: error: missing key "socket" [schema-missing-key]',
    'unix:/run/shop/app.sock',
  ],
  [
    'a misspelt missing key',
    'name: shop\nsoket: /a\n',
    '2:1: error: unknown key "soket" [schema-unknown-key]',
    'did you mean "socket"?',
  ],
  [
    'equal mounts',
    'apps:\n- {name: a, socket: /a, mount: /x}\n- {name: b, socket: /b, mount: /x/}\n',
    '3:32: error: mount "/x" is the same path as mount "/x" of "a" [unique-path]',
    'a path of its own',
  ],
  [
    'case-equal mounts',
    'apps:\n- {name: a, socket: /a, mount: /x}\n- {name: b, socket: /b, mount: /X}\n',
    '3:32: error: mount "/X" differs only in case from mount "/x" of "a" [unique-path]',
    'more than case',
  ],
  [
    'a socket path too long',
    `name: shop\nsocket: ${long}\n`,
    '2:9: error: socket path is 108 bytes long, nginx takes at most 107 [target-socket]',
    'a shorter path',
  ],
  [
    'a mode without quotes',
    'name: shop\nsocket: {path: /a, mode: 0660}\n',
    '2:26: error: mode 660 is a number to YAML, not a string [schema-type]',
    'in quotes, as in "0660"',
  ],
  [
    'a parameter that is computed',
    `${app}params: {PATH_INFO: /x}\n`,
    '3:10: error: "PATH_INFO" cannot be set under "params": it is computed for every request [valid-params]',
    'leave it out',
  ],
  [
    'a value with a NUL',
    `${app}params: {ROOT: "a\\0b"}\n`,
    '3:16: error: nginx cannot express "a\\u0000b": a NUL ends the text [target-inexpressible]',
    'choose another value',
  ],
  [
    'a value too long',
    `${app}static: {/a: /${'y'.repeat(4095)}}\n`,
    `3:14: error: nginx cannot express "/${'y'.repeat(56)}...": a parameter has at most 4094 bytes [target-inexpressible]`,
    'choose another value',
  ],
  [
    'a URL with half a character',
    `${app}mount: "/\\ud800"\n`,
    '3:8: error: nginx cannot express "/\\ud800": half of a surrogate pair is no character [target-inexpressible]',
    'choose another value',
  ],
];

describe('bad input is reported once, with place, reason and remedy', () => {
  it.each(cases)('%s', async (_, text, report, remedy) => {
    const { path: cwd, list } = scratch({ 'deploy.yaml': text });
    const { status, stdout, stderr } = await runCli(['nginx', '-o', 'out'], { cwd });

    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr.match(/^deploy\.yaml:.*$/gm)).toEqual([
      expect.stringMatching(startsWith(`deploy.yaml:${report}`)),
    ]);
    expect(stderr.match(/^ *= help: .*$/gm)).toEqual([expect.stringContaining(remedy)]);
    expect(list()).toEqual(['deploy.yaml']);
  });

  it('several mistakes, in the order of the file', async () => {
    const { path: cwd } = scratch({ 'deploy.yaml': 'mount: x\nname: A\nsocket: 1\n' });
    const { stderr } = await runCli(['nginx'], { cwd });

    expect(stderr.match(/^deploy\.yaml:\d+:\d+/gm)).toEqual([
      'deploy.yaml:1:8',
      'deploy.yaml:2:7',
      'deploy.yaml:3:9',
    ]);
  });
});

function startsWith(text: string): RegExp {
  return new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`);
}
