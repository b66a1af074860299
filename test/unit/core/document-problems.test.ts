import { describe, expect, it } from 'vitest';
import { load } from '../../../src/deploygen.ts';
import { problemsOf } from './problems-of.ts';

const bomb = ['a: &a [x, x]', 'b: &b [*a, *a]', 'c: &c [*b, *b]'].join('\n');

describe('a text that is not one YAML document', () => {
  it.each([
    ['a tab', 'name: a\n\tsocket: /a', '2:1 yaml-syntax tabs are not allowed as indentation'],
    [
      'two keys on a line',
      'a: b: c',
      '1:4 yaml-syntax nested mappings are not allowed in compact mappings',
    ],
    [
      'a reserved character',
      'a: @x',
      '1:4 yaml-syntax plain value cannot start with reserved character @',
    ],
    ['an open quote', 'a: "x\nb: 1', '2:5 yaml-syntax missing closing "quote'],
    [
      'an open map',
      'a: {b: 1',
      '1:9 yaml-syntax flow map in block collection must be sufficiently indented and end with a }',
    ],
    ['broken JSON', '{"a": 1,, "b": 2}', '1:9 yaml-syntax unexpected , in flow map'],
    ['a bad escape', 'a: "\\q"', '1:5 yaml-syntax invalid escape sequence \\q'],
    [
      'a wrong indentation',
      'a: 1\n  b: 2\n c: 3',
      '1:4 yaml-syntax nested mappings are not allowed in compact mappings',
    ],
    [
      'a list that goes out',
      'a:\n  - b\n - c',
      '3:1 yaml-syntax a block sequence may not be used as an implicit map key',
    ],
    [
      'stray brackets',
      'a: ]\nb: }',
      '1:4 yaml-syntax unexpected flow-seq-end token in YAML stream: "]"',
    ],
    [
      'a list as a key',
      '? [a, b]\n: c',
      '1:3 yaml-syntax a key is a plain text, not a list, a map or an alias',
    ],
    [
      'an alias as a key',
      'a: &k x\n*k : c',
      '2:1 yaml-syntax a key is a plain text, not a list, a map or an alias',
    ],
    ['a private tag', 'a: !include x', '1:4 yaml-syntax unresolved tag: !include'],
    ['a tag of YAML 1.1', 'a: !!set {b}', '1:4 yaml-syntax unresolved tag: tag:yaml.org,2002:set'],
    [
      'a tag for bytes',
      'a: !!binary aGk=',
      '1:4 yaml-syntax unresolved tag: tag:yaml.org,2002:binary',
    ],
    ['a repeated key', 'name: a\nname: b', '2:1 yaml-duplicate-key key "name" is stated twice'],
    [
      'a repeated key in JSON',
      '{"b": {"a": 1, "a": 2}}',
      '1:16 yaml-duplicate-key key "a" is stated twice',
    ],
    ['an unknown alias', 'a: &x 1\nb: *y', '2:4 yaml-alias alias "*y" has no anchor before it'],
    [
      'an alias before its anchor',
      'a: *x\nb: &x 1',
      '1:4 yaml-alias alias "*x" has no anchor before it',
    ],
    [
      'a circular alias',
      'a: &x [*x]',
      '1:8 yaml-alias alias "*x" stands inside the value that it repeats',
    ],
    [
      'a circular merge',
      'a: &x\n  <<: *x',
      '2:7 yaml-alias alias "*x" stands inside the value that it repeats',
    ],
    ['a merge of a scalar', '<<: 3', '1:1 yaml-alias "<<" merges maps, and this is none'],
    [
      'a merge of a list of scalars',
      'a:\n  <<: [{b: 1}, 3]',
      '2:3 yaml-alias "<<" merges maps, and this is none',
    ],
    [
      'a merge of an aliased scalar',
      'a: &x 1\nb: {<<: *x}',
      '2:5 yaml-alias "<<" merges maps, and this is none',
    ],
    [
      'two documents',
      'name: a\n---\nname: b',
      '2:1 yaml-several-documents a descriptor is one YAML document, this file holds several',
    ],
    [
      'a second, empty document',
      'name: a\n---\n',
      '2:1 yaml-several-documents a descriptor is one YAML document, this file holds several',
    ],
    ['nested lists', '['.repeat(20_000), '1:101 yaml-syntax maps and lists are nested too deeply'],
    [
      'nested maps',
      '{a: '.repeat(20_000),
      '1:401 yaml-syntax maps and lists are nested too deeply',
    ],
    [
      'nested block lists',
      `${'- '.repeat(20_000)}a`,
      '1:201 yaml-syntax maps and lists are nested too deeply',
    ],
  ])('is refused once, at its place: %s', (_, text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
  });

  it('is refused for each repeated key', () => {
    expect(problemsOf('a: 1\na: 2\na: 3\nb: 1\nb: 2')).toEqual([
      '2:1 yaml-duplicate-key key "a" is stated twice',
      '3:1 yaml-duplicate-key key "a" is stated twice',
      '5:1 yaml-duplicate-key key "b" is stated twice',
    ]);
  });

  it('is refused for an explosion of aliases, at once', () => {
    const names = [...'cdefghijklmnop'];
    const lines = names.slice(1).map((name, index) => {
      const before = `*${names[index]}`;
      return `${name}: &${name} [${Array(9).fill(before).join(', ')}]`;
    });
    const { user: before } = process.cpuUsage();
    expect(problemsOf([bomb, ...lines].join('\n'))).toEqual([
      '16:40 yaml-alias an anchor is repeated more than 100 times, directly or through other aliases',
    ]);
    expect(process.cpuUsage().user - before).toBeLessThan(5_000_000);
  });

  it('is refused for an anchor that is used more than a hundred times', () => {
    const uses = Array.from({ length: 101 }, (_, number) => `  X${number}: *x`);
    expect(problemsOf(`name: a\nenvironment:\n  X: &x v\n${uses.join('\n')}`)).toEqual([
      '104:9 yaml-alias an anchor is repeated more than 100 times, directly or through other aliases',
    ]);
  });

  it.each([
    ['nothing', ''],
    ['a comment', '# nothing\n'],
    ['null', 'null'],
    ['a BOM', '\uFEFF'],
    ['an end', '...\n'],
    ['a beginning', '---\n'],
  ])('is refused for holding %s', (_, text) => {
    const loaded = load(text, 'deploy.yaml');
    expect(loaded).toMatchObject({
      ok: false,
      diagnostics: [{ code: 'schema-type', message: 'the descriptor is empty' }],
    });
  });

  it.each([
    ['a BOM', '\uFEFFname: a\nsocket: /a'],
    ['CRLF', 'name: a\r\nsocket: /a\r\n'],
    ['JSON', '{"name": "a", "socket": "/a"}'],
    ['a directive and an end', '%YAML 1.2\n---\nname: a\nsocket: /a\n...\n'],
    [
      'anchors and merge keys',
      'apps:\n- &x {name: a, socket: /a, mount: /a}\n- {<<: *x, name: b, mount: /b}',
    ],
    [
      'aliases up to a hundred',
      `name: a\nsocket: /a\nenvironment:\n  X: &x v\n${Array.from({ length: 100 }, (_, n) => `  X${n}: *x`).join('\n')}`,
    ],
  ])('is not refused for %s', (_, text) => {
    expect(problemsOf(text)).toEqual([]);
  });
});
