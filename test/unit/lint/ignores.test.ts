import { describe, expect, it } from 'vitest';
import { readIgnores } from '../../../src/core/ignores.ts';
import { lint } from '../../../src/lint.ts';

describe('readIgnores', () => {
  it.each([
    ['a: b # deploygen-ignore x: why', ['x'], 'why', 1],
    ['# deploygen-ignore x: why\na: b', ['x'], 'why', 2],
    ['a:\n  # deploygen-ignore x: why\n  b: c', ['x'], 'why', 3],
    ['# deploygen-ignore x: why\n# and more\n#\na: b', ['x'], 'why', 4],
    ['a: b # deploygen-ignore x, y,z : why: 1: 2 ', ['x', 'y', 'z'], 'why: 1: 2', 1],
    ['a: b #deploygen-ignore x:why', ['x'], 'why', 1],
    ['a: b # deploygen-ignore x\r\n', ['x'], '', 1],
    ['a: b # deploygen-ignore x:\r\n', ['x'], '', 1],
    ['a: b # deploygen-ignore x because', ['x because'], '', 1],
    ['a: b # deploygen-ignore', [], '', 1],
    ['a: b # deploygen-ignore: why', [], 'why', 1],
    ['\uFEFFa: b # deploygen-ignore x: why', ['x'], 'why', 1],
  ])('%j', (text, codes, reason, line) => {
    const [ignore, ...others] = readIgnores(text);

    expect(others).toEqual([]);
    expect(ignore?.codes.map(({ code }) => code)).toEqual(codes);
    expect(ignore).toMatchObject({ reason, line });
  });

  it.each([
    'a: "# deploygen-ignore x: why"',
    "a: '# deploygen-ignore x: why'",
    'a: |\n  # deploygen-ignore x: why\n',
    'a: b# deploygen-ignore x: why',
    'a: b # see deploygen-ignore x: why',
    'a: b # deploygen-ignored x: why',
    'a: b # deploygen-ignore-file x: why',
  ])('none in %j', (text) => {
    expect(readIgnores(text)).toEqual([]);
  });

  it('knows where each word stands', () => {
    const [ignore] = readIgnores('a: b # deploygen-ignore x, yy: why  \n');

    expect(ignore?.codes.map(({ range }) => [range.start.column, range.end.column])).toEqual([
      [25, 26],
      [28, 30],
    ]);
    expect(ignore?.range).toEqual({ start: { line: 1, column: 6 }, end: { line: 1, column: 35 } });
  });
});

describe('ignored', () => {
  it.each([
    ['at the end of the line', '', ' # deploygen-ignore no-socket-in-tmp: why'],
    ['on the line above', '# deploygen-ignore no-socket-in-tmp: why\n', ''],
    ['among several', '', ' # deploygen-ignore no-socket-in-tmp, yaml-tab: why'],
  ])('%s', (_, above, after) => {
    const tab = after.includes('tab') ? '\t' : ' ';

    expect(codes(`name: shop\n${above}socket:${tab}unix:/tmp/a.sock${after}\n`)).toEqual([]);
  });

  it.each([
    ['at the head of a block of text', '', ' # deploygen-ignore no-repeated-setting: why'],
    ['above it', '# deploygen-ignore no-repeated-setting: why\n      ', ''],
  ])('%s', (_, above, after) => {
    const text = `|${after}\n        a b;\n\n        fastcgi_pass c;\n`;
    const extra = `extra:\n  nginx:\n      ${above}location: ${text}`;

    expect(codes(`name: shop\nsocket: unix:/run/shop/a.sock\n${extra}`)).toEqual([]);
  });

  it.each([
    [
      'what stands on another line',
      'name: shop # deploygen-ignore no-socket-in-tmp: why\nsocket: unix:/tmp/a.sock\n',
      ['unused-ignore', 'no-socket-in-tmp'],
    ],
    [
      'another rule',
      'name: shop\nsocket: unix:/tmp/a.sock # deploygen-ignore no-localhost-socket: why\n',
      ['no-socket-in-tmp', 'unused-ignore'],
    ],
    [
      'an error of the schema',
      'name: Shop # deploygen-ignore schema-form: why\nsocket: unix:/run/a.sock\n',
      ['schema-form', 'unknown-ignore'],
    ],
    [
      'an error of the descriptor',
      'name: shop\nsocket: unix:/run/a.sock\nmount: /a//b # deploygen-ignore valid-mount: why\n',
      ['valid-mount', 'unknown-ignore'],
    ],
    [
      'an error of YAML',
      'name: shop\nname: shop # deploygen-ignore yaml-duplicate-key: why\n',
      ['yaml-duplicate-key'],
    ],
    [
      'what is wrong with a comment',
      'name: shop # deploygen-ignore unused-ignore: why\nsocket: unix:/run/a.sock\n',
      ['unknown-ignore'],
    ],
  ])('never %s', (_, text, found) => {
    expect(codes(text)).toEqual(found);
  });

  it('a rule that did not run is not called unused', () => {
    const text = 'name: Shop\nsocket: unix:/run/a.sock # deploygen-ignore no-socket-in-tmp: why\n';

    expect(codes(text)).toEqual(['schema-form']);
  });

  it('one mistake of a rule leaves the other', () => {
    const text =
      'apps:\n  - name: a\n    mount: /a\n    socket: unix:/tmp/a # deploygen-ignore no-socket-in-tmp: why\n  - name: b\n    mount: /b\n    socket: unix:/tmp/b\n';

    expect(codes(text)).toEqual(['no-socket-in-tmp']);
  });
});

function codes(text: string): readonly string[] {
  return lint(text, 'deploy.yaml').map(({ code }) => code);
}
