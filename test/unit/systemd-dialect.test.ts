import { describe, expect, it } from 'vitest';
import { TOKEN } from '../../src/core/dialect.ts';
import {
  argument,
  comment,
  environment,
  path,
  pattern,
  plain,
  program,
  systemd,
  word,
} from '../../src/dialects/systemd.ts';
import { placed, written } from './process-tokens.ts';

describe('tokens of systemd', () => {
  it.each([
    ['plain', 'plain'],
    ['', '""'],
    ['a b', '"a b"'],
    [';', '";"'],
    ['100%', '100%%'],
    ['$HOME', '$$HOME'],
    ['say "hi"', '"say \\"hi\\""'],
    ['C:\\new', '"C:\\\\new"'],
    ['\n\r\t\x01\x7f', '"\\n\\r\\t\\x01\\x7f"'],
    ['é😀', '"é😀"'],
    ['\0', 'refused: a NUL ends the text'],
    ['\ufffe', 'refused: it has a code point that is no character'],
    ['\ud800', 'refused: half of a surrogate pair is no character'],
  ])('write the argument %j as %s', (value, text) => {
    expect(written(argument`${placed(value)}`, 'systemd', 'argument')).toBe(text);
  });

  it.each([
    ['/srv/a', '/srv/a'],
    ['/srv/a b', '"/srv/a b"'],
    ['/srv/a\t\x01', '"/srv/a\t\x01"'],
    ['/a"\\b', '"/a\\"\\\\b"'],
    ['100%', '100%%'],
    ['/a\nb', 'refused: it would end the line'],
    ['/a\rb', 'refused: it would end the line'],
  ])('write the word %j as %s', (value, text) => {
    expect(written(word`${placed(value)}`, 'systemd', 'word')).toBe(text);
  });

  it.each([
    ['C.UTF-8', 'LANG=C.UTF-8'],
    ['$HOME', 'LANG=$HOME'],
    ['50%', 'LANG=50%%'],
    ["a 'b'", '"LANG=a \'b\'"'],
    ['', 'LANG='],
  ])('write the variable %j as %s', (value, text) => {
    const token = environment`${placed('LANG')}=${placed(value)}`;
    expect(written(token, 'systemd', 'environment')).toBe(text);
  });

  it.each([
    ['/srv/a', '/srv/a'],
    ['/srv/a b', '"/srv/a b"'],
    ['/srv/$HOME/100%', '/srv/$HOME/100%%'],
    ['python3', 'refused: it is no absolute path'],
    ['/srv/../a', 'refused: no path may have a ".." segment'],
    ['/a"b', 'refused: a program has no quotes, backslashes or control characters in its path'],
    ["/a'b", 'refused: a program has no quotes, backslashes or control characters in its path'],
    ['/a\\b', 'refused: a program has no quotes, backslashes or control characters in its path'],
    ['/a\nb', 'refused: a program has no quotes, backslashes or control characters in its path'],
  ])('write the program %j as %s', (value, text) => {
    expect(written(program`${placed(value)}`, 'systemd', 'program')).toBe(text);
  });

  it.each([
    ['/srv/a b"c\'$d;#', '/srv/a b"c\'$d;#'],
    ['/srv/100%', '/srv/100%%'],
    ['/srv/..a', '/srv/..a'],
    ['/srv/..', 'refused: no path may have a ".." segment'],
    ['/srv/a ', 'refused: blanks at its ends are dropped'],
    ['/srv/a\n', 'refused: it would end the line'],
    ['/srv/a\\', 'refused: a backslash at the end of a line continues it'],
  ])('write the path %j as %s', (value, text) => {
    expect(written(path`${placed(value)}`, 'systemd', 'path')).toBe(text);
  });

  it('write a path that is no pattern', () => {
    const token = pattern`${placed('/etc/a*[b]?')}`;
    expect(written(token, 'systemd', 'pattern')).toBe('/etc/a[*][[]b][?]');
    expect(written(pattern`${placed('/a\\b')}`, 'systemd', 'pattern')).toMatch(/^refused/);
  });

  it('write words, lines and comments', () => {
    expect(written(word`${placed('shop')}@${placed(1)}.service`, 'systemd', 'word')).toBe(
      'shop@1.service',
    );
    expect(written(plain`${placed('50%')}: %i`, 'systemd', 'plain')).toBe('50%%: %i');
    expect(written(comment`${placed('a\nExecStart=/b')}`, 'systemd', 'comment')).toBe(
      'a\\nExecStart=/b',
    );
  });
});

describe('places for tokens of systemd', () => {
  it.each([
    ['ExecStart=', ['program']],
    [`ExecStart=${TOKEN} `, ['argument']],
    ['Environment=', ['environment']],
    [`Environment=${TOKEN} `, []],
    ['Wants=', ['word']],
    [`Wants=${TOKEN} `, ['word']],
    ['ListenStream=', ['path', 'plain']],
    ['Description=', ['plain']],
    ['Description=a ', []],
    ['SystemCallFilter=', []],
    ['ExecStart=a=', []],
    ['Wants=a=', []],
    ['Environment=A=', []],
    ['', []],
    ['[', []],
  ])('after "%s": %j', (statement, kinds) => {
    expect(systemd.kindsAfter(statement)).toEqual(kinds);
  });
});
