import { describe, expect, it } from 'vitest';
import { compareDiagnostics } from '../../../src/core/diagnostic.ts';
import { type Document, type Part, parse } from '../../../src/core/document.ts';

/** A place as `line:column-line:column`. */
function place(document: Document, pointer: string, part?: Part): string {
  const { start, end } = document.locate(pointer, part);
  return `${start.line}:${start.column}-${end.line}:${end.column}`;
}

function located(source: string, pointer: string, part?: Part): string {
  const document = parse(source, 'deploy.yaml');
  expect(document.diagnostics).toEqual([]);
  return place(document, pointer, part);
}

describe('parse: places', () => {
  const values: readonly (readonly [string, string, string, string])[] = [
    ['a scalar', 'a: 1\nb: text\n', '/b', '2:4-2:8'],
    ['a nested scalar', 'a:\n  b:\n    c: x\n', '/a/b/c', '3:8-3:9'],
    ['an item of a list', 'a:\n- x\n- y\n', '/a/1', '3:3-3:4'],
    ['a flow map', 'a: {b: 1, c: 2}\n', '/a', '1:4-1:16'],
    ['a value in a flow map', 'a: {b: 1, c: 2}\n', '/a/c', '1:14-1:15'],
    ['a value in a flow list', 'a: [x, [y, z]]\n', '/a/1/1', '1:12-1:13'],
    ['JSON', '{\n  "a": {"b": [1, "x"]}\n}', '/a/b/1', '2:18-2:21'],
    ['JSON on one line', '{"a":{"b":2}}', '/a/b', '1:11-1:12'],
    ['lines that end in CRLF', 'a: 1\r\nb:\r\n  c: x\r\n', '/b/c', '3:6-3:7'],
    ['a text that begins with a BOM', '\uFEFFa: 1\nb: 2\n', '/a', '1:4-1:5'],
    ['accented letters', 'é: ü\nb: {ñ: x}\n', '/b/ñ', '2:8-2:9'],
    ['an emoji, two columns wide', 'a: {"😀": 1, b: 2}\n', '/a/b', '1:17-1:18'],
    ['an emoji in the value', 'a: [😀, b]\n', '/a/1', '1:9-1:10'],
    ['a key with slashes', '"/a/b/": x\n', '/~1a~1b~1', '1:10-1:11'],
    ['a key with tildes', 'a~b: x\n~1: y\n', '/~01', '2:5-2:6'],
    ['a double-quoted text', 'a: "x\\ty"\n', '/a', '1:4-1:10'],
    ['a literal block', 'a: |\n  one\n  two\nb: 1\n', '/a', '1:4-4:1'],
    ['what follows a folded block', 'a: >-\n  one\n\n  two\nb: 1\n', '/b', '5:4-5:5'],
    ['an aliased map', 'a: &x {b: 1}\nc: *x\n', '/c/b', '1:11-1:12'],
    ['an alias', 'a: &x 1\nc: *x\n', '/c', '2:4-2:6'],
    ['a merged key', 'a: &x\n  b: 1\nc:\n  <<: *x\n  d: 2\n', '/c/b', '2:6-2:7'],
    ['a key beside a merge', 'a: &x\n  b: 1\nc:\n  <<: *x\n  b: 2\n', '/c/b', '5:6-5:7'],
    ['a key of several merges', 'a: &x {b: 1}\nc:\n  <<: [*x, {d: 2}]\n', '/c/d', '3:16-3:17'],
    ['a nested merge', 'a: &x {b: 1}\nc: &y {<<: *x}\nd:\n  <<: *y\n', '/d/b', '1:11-1:12'],
    ['an explicit key', '? a\n: x\n', '/a', '2:3-2:4'],
    ['a number as a key', '1: x\n', '/1', '1:4-1:5'],
    ['"__proto__"', '__proto__: {a: 1}\n', '/__proto__/a', '1:16-1:17'],
    ['"constructor"', 'constructor: x\n', '/constructor', '1:14-1:15'],
    ['a key without a value', 'a:\nb: 1\n', '/a', '1:3-1:3'],
    ['what is behind a directive', '%YAML 1.2\n---\na: x\n', '/a', '3:4-3:5'],
    ['comments and empty lines', '# x\n\na: 1 # y\n', '/a', '3:4-3:5'],
  ];

  it.each(values)('finds %s', (_, source, pointer, expected) => {
    expect(located(source, pointer)).toBe(expected);
  });

  it.each([
    ['a key', 'a:\n  bcd: 1\n', '/a/bcd', 'key', '2:3-2:6'],
    ['a quoted key', '{"a/b": 1}', '/a~1b', 'key', '1:2-1:7'],
    ['a merged key', 'a: &x {b: 1}\nc: {<<: *x}\n', '/c/b', 'key', '1:8-1:9'],
    ['an item, which has no key', 'a: [x, y]\n', '/a/1', 'key', '1:8-1:9'],
    ['the start of a map', 'a:\n  b: 1\n', '', 'start', '1:1-1:1'],
    ['the nearest parent of what is not there', 'a: {b: 1}\n', '/a/x/y', 'value', '1:4-1:10'],
    ['no item of a list', 'a: [x]\n', '/a/7', 'value', '1:4-1:7'],
    ['nothing below a scalar', 'a: x\n', '/a/b', 'value', '1:4-1:5'],
  ] as const)('finds %s', (_, source, pointer, part, expected) => {
    expect(located(source, pointer, part)).toBe(expected);
  });

  it('finds the beginning of an empty text', () => {
    expect(located('', '')).toBe('1:1-1:1');
    expect(located('', '/a', 'key')).toBe('1:1-1:1');
  });
});

describe('parse: values', () => {
  it.each([
    ['what YAML 1.1 called booleans', 'a: [yes, no, on, off]', { a: ['yes', 'no', 'on', 'off'] }],
    ['YAML 1.1 as 1.2', '%YAML 1.1\n---\na: [off, 010]', { a: ['off', 10] }],
    ['dates', 'a: 2020-01-01', { a: '2020-01-01' }],
    ['merge keys', 'a: &x {b: 1}\nc: {<<: *x, d: 2}', { a: { b: 1 }, c: { b: 1, d: 2 } }],
    ['a quoted merge key as a key', '"<<": 1', { '<<': 1 }],
    ['keys as texts', '1: a\ntrue: b\nnull: c', { '1': 'a', true: 'b', null: 'c' }],
  ])('reads %s', (_, source, value) => {
    expect(parse(source, 'deploy.yaml')).toMatchObject({ value, diagnostics: [] });
  });

  it('keeps "__proto__" as a key of its own', () => {
    const { value } = parse('__proto__: {polluted: 1}', 'deploy.yaml');
    expect(Object.keys(value as object)).toEqual(['__proto__']);
    expect({}).not.toHaveProperty('polluted');
  });
});

describe('compareDiagnostics', () => {
  it('sorts by path, line, column and code', () => {
    const at = (path: string, line: number, column: number, code: string) => {
      const start = { line, column };
      return { path, code, severity: 'error' as const, message: '', range: { start, end: start } };
    };
    const sorted = [
      at('Z', 9, 9, 'z'),
      at('a', 1, 2, 'z'),
      at('a', 2, 1, 'b'),
      at('a', 2, 1, 'c'),
      at('a', 2, 10, 'a'),
      at('a', 10, 1, 'a'),
    ];
    expect([...sorted].reverse().sort(compareDiagnostics)).toEqual(sorted);
  });
});
