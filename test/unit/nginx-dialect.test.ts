import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Inexpressible, join, piece, Token } from '../../src/core/token.ts';
import { comment, plain, regex, word } from '../../src/dialects/nginx.ts';
import { nginxTokens } from './nginx-tokens.ts';
import { placed } from './placed.ts';

const KINDS = ['plain', 'word', 'regex', 'comment'];

function written(token: Token): string | Inexpressible {
  return Token.read(token, 'nginx', KINDS);
}

/** The parameter that nginx reads where a token stands. */
function read(token: Token): string {
  const tokens = nginxTokens(`x ${written(token)};`);
  expect(tokens.map(({ kind }) => kind)).toEqual(['text', 'text', 'end']);
  return tokens[1]?.text ?? '';
}

const nasty = [
  '',
  ' ',
  'a b',
  '"',
  "'",
  '\\',
  '\\"',
  'a\\',
  '\\\\n',
  '\\n',
  '\n',
  '\r\n',
  '\t',
  ';',
  '{',
  '}',
  '{}',
  '#',
  '# a',
  'a#b',
  '$',
  '$uri',
  '${uri}',
  '$$',
  '${',
  'a;}evil{',
  '~',
  '^~',
  '=',
  '@x',
  '%00',
  '*',
  '(',
  ')',
  '[',
  ']',
  '|',
  '^',
  '?',
  '+',
  'é',
  '日本',
  '😀',
  '\u2028',
  '\x01',
  '\x7f',
  '\u0085',
  '-',
  '--',
  '/',
  '//',
  ',',
  '"; evil "',
  "'; evil '",
  'a\n}\nevil',
];
const text = fc
  .oneof(
    fc.string({ unit: 'binary' }),
    fc.string(),
    fc.array(fc.constantFrom(...nasty)).map((parts) => parts.join('')),
  )
  .filter((value) => !value.includes('\0'));

describe('nginx tokens', () => {
  it.each(nasty)('come back from the reader: %j', (value) => {
    expect(read(plain`${placed(value)}`)).toBe(value);
    expect(read(word`${placed(value)}`).replaceAll('${deploygen_dollar}', '$')).toBe(value);
    expect(matches(regex`${placed(value)}`, value)).toBe(true);
  });

  it('come back from the reader, whatever the value', () => {
    fc.assert(fc.property(text, (value) => read(plain`${placed(value)}`) === value));
  });

  it('name no variable but the one for a dollar', () => {
    const check = (value: string): void => {
      const parameter = read(word`${placed(value)}`);
      expect(parameter.replaceAll('${deploygen_dollar}', '')).not.toContain('$');
      expect(parameter.replaceAll('${deploygen_dollar}', '$')).toBe(value);
    };
    fc.assert(fc.property(text, check));
  });

  it('match their value and nothing else', () => {
    const check = (value: string, other: string): void => {
      const token = regex`${placed(value)}`;
      expect(matches(token, value)).toBe(true);
      expect(matches(token, other)).toBe(value === other);
    };
    fc.assert(fc.property(text, text, check));
  });

  it('stay in their comment', () => {
    const check = (value: string): void => {
      const tokens = nginxTokens(`# ${written(comment`${placed(value)}`)}\nx;`);
      expect(tokens.map(({ text }) => text)).toEqual(['x', ';']);
    };
    fc.assert(fc.property(text, check));
  });

  it('shows control characters in comments', () => {
    expect(written(comment`${placed('a\nb\0"é')}`)).toBe('a\\nb\\u0000"é');
  });
});

describe('nginx tokens of several parts', () => {
  it('quote values, not what stands between them', () => {
    const path = placed('/run/a b$.sock');
    expect(written(word`unix:${path}/$is_args$args`)).toBe(
      '"unix:/run/a b${deploygen_dollar}.sock/$is_args$args"',
    );
    expect(written(plain`${placed('[::1]')}:${placed(80)}`)).toBe('[::1]:80');
    expect(written(regex`^(${placed('/a.b')})(/.*)$`)).toBe('"^(/a\\\\.b)(/.*)$"');
    expect(written(plain`${placed('/d')}/access.log`)).toBe('/d/access.log');
  });

  it('take backslashes of the pattern as they are written', () => {
    expect(read(regex`\.(?:css|js)$`)).toBe('\\.(?:css|js)$');
  });

  it('join values with a separator of the language', () => {
    const items = [placed('a'), placed('b c'), placed(3)];
    expect(read(plain`x=${join(',', items)};`)).toBe('x=a,b c,3;');
    expect(read(regex`^(?:${join('|', [placed('a.b'), placed('c|d')])})$`)).toBe(
      '^(?:a\\.b|c\\|d)$',
    );
    expect(read(plain`x${join(',', [])}`)).toBe('x');
  });

  it('may have pieces with literals of their own', () => {
    const either = [
      piece`${placed('/a.b')}/`,
      piece`${placed('/c')}\.(?:${join('|', [placed('d|')])})`,
    ];
    expect(read(regex`^(?:${join('|', either)})$`)).toBe('^(?:/a\\.b/|/c\\.(?:d\\|))$');
  });

  it('are written bare only where that is safe', () => {
    for (const bare of ['80', '/a/b.c', '10m', '127.0.0.1:80', 'a_b-c', '$uri', '~x']) {
      expect(written(plain`${placed(bare)}`)).toBe(bare);
    }
  });
});

/** Whether a pattern, once read, matches a whole text. */
function matches(token: Token, value: string): boolean {
  return new RegExp(`^(?:${read(token)})$(?![\\s\\S])`).test(value);
}
