import { describe, expect, it } from 'vitest';
import { assignment, comment, shell, word } from '../../src/dialects/shell.ts';
import { lastKinds } from './last-kinds.ts';
import { placed, written } from './process-tokens.ts';

describe('tokens of the shell', () => {
  it.each([
    ['plain', 'plain'],
    ['/a.b_c-d:e@f%g+h=i,j', '/a.b_c-d:e@f%g+h=i,j'],
    ['', "''"],
    ['a b', "'a b'"],
    ["it's", "'it'\\''s'"],
    ['$HOME `a` \\ "', "'$HOME `a` \\ \"'"],
    ['~', "'~'"],
    ['[a]', "'[a]'"],
    ['é', "'é'"],
    ['a\nb', "'a\nb'"],
    ['a\0', 'refused: a NUL ends the text'],
  ])('write the word %j as %s', (value, text) => {
    expect(written(word`${placed(value)}`, 'shell', 'word')).toBe(text);
  });

  it.each([
    ['LANG', 'C.UTF-8', 'LANG=C.UTF-8'],
    ['A', '', "A=''"],
    ['A', 'b=c d', "A='b=c d'"],
    ['UID', '0', 'refused: the shell keeps that variable for itself'],
    ['PWD', '/', 'refused: the shell keeps that variable for itself'],
    ['a-b', '', 'refused: it is no name of a variable'],
    ['A', '\0', 'refused: a NUL ends the text'],
  ])('write the variable %s of %j as %s', (name, value, text) => {
    const token = assignment`${placed(name)}=${placed(value)}`;
    expect(written(token, 'shell', 'assignment')).toBe(text);
  });

  it('write comments', () => {
    expect(written(comment`of ${placed('a\nb\\')}`, 'shell', 'comment')).toBe('of a\\nb\\ ');
  });
});

describe('places of the shell', () => {
  it.each([
    ['export {{a}}', ['assignment']],
    ['cd {{a}}', ['word']],
    ['a=1; mkdir -p {{b}}', ['word']],
    ['set -- {{a}} "$@"; exec {{b}}', ['word']],
    ['exec >> {{a}}', ['word']],
    ['user={{a}}', ['word']],
    ['# {{a}}', ['comment']],
  ])('%s takes %j', (template, kinds) => {
    expect(lastKinds(shell, `${template}\n`)).toEqual(kinds);
  });

  it.each([
    'eval {{a}}',
    'exec "{{a}}"',
    "exec '{{a}}'",
    'exec `{{a}}`',
    'exec $({{a}})',
    'exec sh -c "$(cd {{a}})"',
    'exec a | sh {{a}}',
    'exec a; eval {{a}}',
    'exec a < {{a}}',
    'exec a{{a}}',
    'cat <<E\nexec {{a}}',
    'cat <<E\n\nexport {{a}}',
    'cat << E\n# {{b}}\nuser={{a}}',
    'export A={{a}}',
    'PATH={{a}}',
  ])('%s takes none', (template) => {
    expect(lastKinds(shell, `${template}\n`)).toBeUndefined();
  });
});
