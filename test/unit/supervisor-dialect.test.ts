import { describe, expect, it } from 'vitest';
import { TOKEN } from '../../src/core/dialect.ts';
import {
  argument,
  canHold,
  comment,
  environment,
  plain,
  section,
  supervisor,
} from '../../src/dialects/supervisor.ts';
import { lastKinds } from './last-kinds.ts';
import { placed, written } from './process-tokens.ts';

describe('tokens of supervisor', () => {
  it.each([
    ['plain', 'plain'],
    ['', "''"],
    ['a b', "'a b'"],
    ["it's", "'it'\"'\"'s'"],
    ['100%', '100%%'],
    ['$HOME', "'$HOME'"],
    ['%(here)s', "'%%%(program_name).0s(here)s'"],
    ['a ;b #c', "'a %(program_name).0s;b %(program_name).0s#c'"],
    ['a;b', "'a;b'"],
    ['a\nb', "'a%(program_name).0s\n    %(program_name).0sb'"],
    ['\0', 'refused: a NUL ends the text'],
    ['a\rb', 'refused: a carriage return is read as the end of the line'],
  ])('write the argument %j as %s', (value, text) => {
    expect(written(argument`${placed(value)}`, 'supervisor', 'argument')).toBe(text);
  });

  it.each([
    ['C.UTF-8', 'LANG="C.UTF-8"'],
    ['', 'LANG=""'],
    ['50% a=b', 'LANG="50%% a=b"'],
    ["it's", 'LANG="it\'s"'],
    ['a "b" c', 'LANG=\'a "b" c\''],
    ['say "it\'s"', 'refused: environment= has no escape for these quotes'],
    ['"a"', 'refused: environment= has no escape for these quotes'],
  ])('write the variable %j as %s', (value, text) => {
    const token = environment`${placed('LANG')}=${placed(value)}`;
    expect(written(token, 'supervisor', 'environment')).toBe(text);
    expect(canHold(value)).toBe(!text.startsWith('refused'));
  });

  it.each([
    ['/srv/a b"c"', '/srv/a b"c"'],
    ['/srv/a ;b', '/srv/a %(program_name).0s;b'],
    ['/srv/a ', 'refused: blanks at its ends are dropped'],
    ['/srv/a\x1f', 'refused: blanks at its ends are dropped'],
    ['/srv/a\ufeff', '/srv/a\ufeff'],
    ['/srv/a\nb', 'refused: it would end the line'],
  ])('write the line %j as %s', (value, text) => {
    expect(written(plain`${placed(value)}`, 'supervisor', 'plain')).toBe(text);
  });

  it('write sections and comments', () => {
    const token = section`fcgi-program:${placed('shop')}`;
    expect(written(token, 'supervisor', 'section')).toBe('fcgi-program:shop');
    expect(written(section`${placed('a]b')}`, 'supervisor', 'section')).toMatch(/^refused/);
    expect(written(comment`${placed('a\nb=c')}`, 'supervisor', 'comment')).toBe('a\\nb=c');
  });
});

describe('places for tokens of supervisor', () => {
  it.each([
    ['[', ['section']],
    ['command=', ['argument']],
    [`command=${TOKEN} `, ['argument']],
    ['user=', ['plain']],
    [`user=${TOKEN} `, []],
    ['autostart=', []],
    ['command=a=', []],
    ['command=[', []],
    ['', []],
    ['environment= ', ['environment']],
    [`environment= ${TOKEN}, `, ['environment']],
    [`environment= ${TOKEN} `, []],
  ])('after "%s": %j', (statement, kinds) => {
    expect(supervisor.kindsAfter(statement)).toEqual(kinds);
  });

  it.each<[string, readonly string[] | null]>([
    ['environment=\n    {{a}},\n    {{b}}\n', ['environment']],
    ['environment=\n; c\n\n    {{b}}\n', ['environment']],
    ['environment=\n{{b}}\n', ['raw']],
    ['environment=\nuser=x\n    {{b}}\n', null],
    // They are arguments, which "user" would not keep together.
    ['command=\n    user={{b}}\n', null],
    ['command=\n\n  ; c\n\tuser={{b}}\n', null],
    ['[x]\n    user={{b}}\n', null],
    ['command=x\nuser={{b}}\n', ['plain']],
    ['user={{a}}]\n', null],
    ['command={{a}},\n', null],
  ])('in %j: %j', (template, kinds) => {
    expect(lastKinds(supervisor, template) ?? null).toEqual(kinds);
  });
});
