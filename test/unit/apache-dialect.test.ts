import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readText, readToken, START } from '../../src/core/lexer.ts';
import { precompile } from '../../src/core/precompile.ts';
import { join, piece, Token } from '../../src/core/token.ts';
import {
  apache,
  comment,
  condition,
  directory,
  hasWildcard,
  regex,
  substitution,
  value,
  word,
} from '../../src/dialects/apache.ts';
import { placed } from './placed.ts';

function read(token: Token, kind: string) {
  return Token.read(token, 'apache', [kind]);
}

/** What ap_getword_conf() makes of a quoted argument, once ap_resolve_env() has expanded the variable of ours. */
function parse(argument: unknown): string {
  const text = String(argument);
  expect(text).toMatch(/^"[^\n]*"$/);
  expect(text.replaceAll('${deploygen_dollar}', ' ')).not.toContain('${');
  const expanded = text.replaceAll('${deploygen_dollar}', '$');
  const inner = expanded.slice(1, -1);
  // Only \\ and \" are escapes, and no quote may stand alone.
  expect(inner.replace(/\\[\\"]/g, '')).not.toContain('"');
  return inner.replace(/\\([\\"])/g, '$1');
}

const LENGTHENED = 'a backslash at the end of a line may take the next one into it';

describe('a word', () => {
  it.each([
    ['shop.example', 'shop.example'],
    ['*.shop.example', '*.shop.example'],
    ['[::1]:8080', '[::1]:8080'],
    ['*:80', '*:80'],
    ['timeout=60', 'timeout=60'],
    ['image/svg+xml', 'image/svg+xml'],
    ['', '""'],
    ['/srv/shop/', '"/srv/shop/"'],
    ['fcgi://a', '"fcgi://a"'],
    ['a b\tc\r', '"a b\tc\r"'],
    ['a"b', '"a\\"b"'],
    ["a'b", '"a\'b"'],
    ['a\\b', '"a\\b"'],
    ['a\\', '"a\\\\"'],
    ['a\\\\b', '"a\\\\\\b"'],
    ['a\\"b', '"a\\\\\\"b"'],
    ['#a', '"#a"'],
    ['$1 %{X} $', '"$1 %{X} $"'],
    ['${X}', '"${deploygen_dollar}{X}"'],
    ['$${X}', '"$${deploygen_dollar}{X}"'],
    ['é 日本', '"é 日本"'],
  ])('holds %j', (text, written) => {
    expect(read(word`${placed(text)}`, 'word')).toBe(written);
  });

  it.each([
    ['a newline', 'a\nb', 'a newline ends the directive'],
    ['a NUL', 'a\0b', 'a NUL ends the text'],
    ['half a surrogate pair', '\ud800', 'half of a surrogate pair is no character'],
  ])('cannot hold %s', (_, text, why) => {
    expect(read(word`${placed(text)}`, 'word')).toMatchObject({ value: text, why });
  });

  it('means what it holds, whatever that is', () => {
    const text = fc.stringMatching(/^\/[\\"'$ {}a#%]*$/);

    fc.assert(fc.property(text, (path) => parse(read(word`${placed(path)}`, 'word')) === path));
  });
});

describe('a directory', () => {
  it('is quoted', () => {
    expect(read(directory`${placed('/srv/a b/')}`, 'directory')).toBe('"/srv/a b/"');
  });

  it.each(['/a*', '/a?', '/a[b]', '/a\\b'])('cannot be %j, which <Directory> expands', (path) => {
    expect(hasWildcard(path)).toBe(true);
    expect(read(directory`${placed(path)}`, 'directory')).toMatchObject({
      why: '<Directory> takes it for a wildcard',
    });
  });

  it('cannot hold a newline', () => {
    expect(read(directory`${placed('/a\nb')}`, 'directory')).toMatchObject({
      why: 'a newline ends the directive',
    });
  });
});

describe.each([
  ['a pattern', 'regex', regex],
  ['a condition', 'condition', condition],
] as const)('%s', (_, kind, make) => {
  it.each([
    ['/a-b_1', '"/a-b_1"'],
    ['/a.b', '"/a\\.b"'],
    ['/my app', '"/my\\x20app"'],
    ['/é', '"/\\xc3\\xa9"'],
    ['#"\\$', '"\\x23\\x22\\x5c\\x24"'],
    ['a\nb', '"a\\x0ab"'],
    ['+*?()[]{}|^', '"\\x2b\\x2a\\x3f\\x28\\x29\\x5b\\x5d\\x7b\\x7d\\x7c\\x5e"'],
  ])('writes %j', (text, written) => {
    expect(read(make`${placed(text)}`, kind)).toBe(written);
  });

  it('keeps its literal parts as they are', () => {
    expect(read(make`^(${placed('/a')})(/.*)?\z`, kind)).toBe('"^(/a)(/.*)?\\z"');
  });

  it('cannot hold a NUL', () => {
    expect(read(make`${placed('\0')}`, kind)).toMatchObject({ why: 'a NUL ends the text' });
  });
});

it('a pattern joins pieces', () => {
  const pieces = [piece`${placed('/a')}(?:/|\z)`, piece`${placed('/b')}\z`];

  expect(read(regex`^(?!${join('|', pieces)})`, 'regex')).toBe('"^(?!/a(?:/|\\z)|/b\\z)"');
});

it('a condition has at most 8191 bytes', () => {
  const longest = 'a'.repeat(8191);

  expect(read(condition`${placed(longest)}`, 'condition')).toBe(`"${longest}"`);
  expect(read(condition`${placed(`${longest}a`)}`, 'condition')).toMatchObject({
    why: 'an expression holds at most 8191 bytes',
  });
});

describe('a substitution', () => {
  it.each([
    ['/a$1', '"/a\\$1"'],
    ['/a\\1', '"/a\\\\\\1"'],
    ['/a&b', '"/a&b"'],
    ['/${X}', '"/\\${deploygen_dollar}{X}"'],
  ])('takes %j for itself', (path, written) => {
    expect(read(substitution`${placed(path)}`, 'substitution')).toBe(written);
  });

  it('cannot hold a newline', () => {
    expect(read(substitution`${placed('\n')}`, 'substitution')).toMatchObject({
      why: 'a newline ends the directive',
    });
  });
});

describe('a value', () => {
  it.each([
    ['', '""'],
    ['live', '"live"'],
    ['$1', '"\\$1"'],
    ['%{env:PATH}', '"\\%{env:PATH}"'],
    ['a\\', '"a\\\\\\\\"'],
    ['a"b', '"a\\"b"'],
    ['a\nb', '"a\\nb"'],
    ['${X}', '"\\${deploygen_dollar}{X}"'],
  ])('holds %j', (text, written) => {
    expect(read(value`${placed(text)}`, 'value')).toBe(written);
  });

  it.each([
    ['a NUL', '\0', 'a NUL ends the text'],
    ['more than 8191 bytes', 'é'.repeat(4096), 'an expression holds at most 8191 bytes'],
  ])('cannot hold %s', (_, text, why) => {
    expect(read(value`${placed(text)}`, 'value')).toMatchObject({ why });
  });

  it('means what it holds, whatever that is', () => {
    const text = fc.string({ unit: fc.constantFrom(...'\\"$%{}\n #a1') });

    fc.assert(
      fc.property(text, (held) => {
        const expression = parse(read(value`${placed(held)}`, 'value'));
        // In an expression \n is a newline, and a backslash takes the meaning of any other character away.
        expect(expression.replace(/\\./gs, '')).not.toMatch(/[$%\\]/);
        const meant = expression.replace(/\\(.)/gs, (_, escaped) =>
          escaped === 'n' ? '\n' : escaped,
        );
        expect(meant).toBe(held);
      }),
    );
  });
});

describe('a comment', () => {
  it.each([
    ['a\nListen 1', 'a\\nListen 1'],
    ['a\\', 'a\\ '],
  ])('stays on its line: %j', (text, written) => {
    expect(read(comment`${placed(text)}`, 'comment')).toBe(written);
  });
});

describe('the guard', () => {
  it.each([
    ['a word', '<LocationMatch {{a}}>', word`a`],
    ['a word', 'AliasMatch {{a}} "/srv/"', word`a`],
    ['a word', 'AliasMatch "^/a" {{a}}', word`a`],
    ['a word', 'RedirectMatch 404 {{a}}', word`a`],
    ['a word', '<DirectoryMatch {{a}}>', word`a`],
    ['a word', '<Directory {{a}}>', word`a`],
    ['a word', '<If {{a}}>', word`a`],
    ['a word', 'ProxyFCGISetEnvIf {{a}} A "b"', word`a`],
    ['a word', 'ProxyFCGISetEnvIf true A {{a}}', word`a`],
    ['a pattern', '<If {{a}}>', regex`a`],
    ['a pattern', 'Alias {{a}} "/srv/"', regex`a`],
    ['a pattern', 'ProxyPass {{a}}', regex`a`],
    ['a condition', 'ProxyFCGISetEnvIf true A {{a}}', condition`a`],
    ['a value', 'ServerName {{a}}', value`a`],
    ['a comment', 'ServerName {{a}}', comment`a`],
  ])('refuses %s in %j', (_, template, token) => {
    expect(() => Token.read(token, 'apache', kindsAt(template))).toThrow(/where only .* may stand/);
  });

  it.each([
    ['a pattern', '<LocationMatch {{a}}>', regex`^/a`, '"^/a"'],
    ['a pattern', 'RedirectMatch 404 {{a}}', regex`^/a`, '"^/a"'],
    ['a substitution', 'AliasMatch "^/a" {{a}}', substitution`/srv/a`, '"/srv/a"'],
    ['a condition', 'ProxyFCGISetEnvIf {{a}} A "$1"', condition`true`, '"true"'],
    ['a value', 'ProxyFCGISetEnvIf true A {{a}}', value`b`, '"b"'],
    ['a word', 'Redirect 308 {{a}} "/a/"', word`/a`, '"/a"'],
    ['a word', '<VirtualHost {{a}}>', word`*:80`, '*:80'],
    ['a directory', '<Directory {{a}}>', directory`/srv/`, '"/srv/"'],
    ['a comment', 'ServerName a\n# {{a}}', comment`b`, 'b'],
  ])('lets %s pass in %j', (_, template, token, text) => {
    expect(Token.read(token, 'apache', kindsAt(template))).toBe(text);
  });

  it.each([
    ['in a string', 'ServerName "x {{a}}"\n', 'may not stand in a quoted string'],
    ['glued to text', 'Listen 127.0.0.1:{{a}}\n', 'must be a whole token'],
    ['before text', 'Listen {{a}}:80\n', 'must be a whole token'],
    ['before the end of no section', 'ServerName {{a}}>\n', 'must be a whole token'],
    ['after a directive that the dialect does not know', 'RewriteRule {{a}} -\n', 'no value'],
    ['behind a quote in a word', 'ServerAlias a" " {{a}}\n', '" stands in the middle of a word'],
    ['behind a string of two lines', 'ServerAlias "a\n" {{a}}\n', 'may not go on in the next line'],
    ['in a comment that takes the next line', '# a\\\nServerName {{a}}\n', LENGTHENED],
    ['in one with two backslashes', '# a\\\\\nServerName {{a}}\n', LENGTHENED],
    ['behind the end of such a comment', '# a\\\n\nServerName {{a}}\n', LENGTHENED],
    ['in a line that is taken into another', 'ServerAlias a\\\n{{a}}\n', LENGTHENED],
    ['in a line behind two backslashes', 'ServerAlias a\\\\\n{{a}}\n', LENGTHENED],
    ['as a directive', '{{a}} On\n', 'no value may stand after'],
    ['after a number sign in a line', 'ServerName a #{{a}}\n', 'must be a whole token'],
  ])('refuses a token %s', (_, template, why) => {
    expect(() => precompile('test', apache, () => template)).toThrow(why);
  });
});

/** The kinds of token that may stand at the interpolation of a template. */
function kindsAt(template: string): readonly string[] {
  const [before = ''] = template.split('{{a}}');
  const state = readText(apache, START, before);
  if (typeof state === 'string') throw new Error(state);
  const found = readToken(apache, state);
  if (typeof found === 'string') throw new Error(found);
  return found.kinds;
}
