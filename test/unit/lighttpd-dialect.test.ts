import { describe, expect, it } from 'vitest';
import { readText, readToken, START } from '../../src/core/lexer.ts';
import type { Place } from '../../src/core/place.ts';
import { precompile } from '../../src/core/precompile.ts';
import { join, Token } from '../../src/core/token.ts';
import { comment, integer, lighttpd, regex, string } from '../../src/dialects/lighttpd.ts';

const place: Place = {
  path: 'deploy.yaml',
  pointer: '/params/A',
  range: { start: { line: 1, column: 1 }, end: { line: 1, column: 2 } },
  isDefault: false,
};

function placed<T>(value: T) {
  return { value, place };
}

function read(token: Token, kind: string) {
  return Token.read(token, 'lighttpd', [kind]);
}

describe('a string', () => {
  it.each([
    ['plain', '"plain"'],
    ['', '""'],
    ['a "quoted" word', '"a \\"quoted\\" word"'],
    ['a\\b', '"a\\b"'],
    ['a\\\\b', '"a\\\\b"'],
    ['a\\"b', '"a\\\\"b"'],
    ['\\n stays two characters', '"\\n stays two characters"'],
    ["$1 %1 ${url.path} #'{}();", '"$1 %1 ${url.path} #\'{}();"'],
    ['é 日本', '"é 日本"'],
    ['a\nb\tc\rd', '"a\nb\tc\rd"'],
  ])('holds %j', (value, text) => {
    expect(read(string`${placed(value)}`, 'string')).toBe(text);
  });

  it('holds a backslash that something follows', () => {
    expect(read(string`${placed('/a\\')}/`, 'string')).toBe('"/a\\/"');
  });

  it.each([
    ['a trailing backslash', 'a\\', 'a string cannot end in a backslash'],
    ['a NUL', 'a\0b', 'a NUL ends the text'],
    ['half a surrogate pair', '\ud800', 'half of a surrogate pair is no character'],
  ])('cannot hold %s', (_, value, why) => {
    expect(read(string`${placed(value)}`, 'string')).toEqual({ place, value, why });
  });
});

describe('a pattern', () => {
  it('takes every value for itself', () => {
    const values = '.^$|?*+()[]{}';

    expect(read(regex`^${placed(values)}$`, 'regex')).toBe(
      '"^\\.\\^\\$\\|\\?\\*\\+\\(\\)\\[\\]\\{\\}$"',
    );
  });

  it.each([
    ['a\\', '"a\\x5c"'],
    ['a"b', '"a\\"b"'],
    ['a\\"b', '"a\\x5c\\"b"'],
    ['/é/日本 #-', '"/é/日本 #-"'],
  ])('writes %j', (value, text) => {
    expect(read(regex`${placed(value)}`, 'regex')).toBe(text);
  });

  it.each(['/a\\b/', 'a.b+c(d)', '[x]*', '^a|b$', '{2}', 'a?', '"', '-'])(
    'matches %j and nothing that looks like it',
    (value) => {
      const text = String(read(regex`^${placed(value)}$`, 'regex'));
      const pattern = new RegExp(text.slice(1, -1).replaceAll('\\"', '"'));

      expect(pattern.test(value)).toBe(true);
      expect(pattern.test(`${value}x`)).toBe(false);
      expect(pattern.test(value.replace(/[^a-z]/, 'z'))).toBe(false);
    },
  );

  it('joins alternatives', () => {
    const hosts = join('|', [placed('a.example'), placed('b.example')]);

    expect(read(regex`^(?:${hosts})$`, 'regex')).toBe('"^(?:a\\.example|b\\.example)$"');
  });

  it('cannot hold a NUL', () => {
    expect(read(regex`${placed('\0')}`, 'regex')).toMatchObject({ why: 'a NUL ends the text' });
  });
});

describe('an integer', () => {
  it('is digits', () => {
    expect(read(integer`${placed(10240)}`, 'integer')).toBe('10240');
  });

  it('has at most 31 bits', () => {
    expect(read(integer`${placed(2 ** 31 - 1)}`, 'integer')).toBe('2147483647');
    expect(read(integer`${placed(2 ** 31)}`, 'integer')).toMatchObject({
      why: 'a number is at most 2147483647',
    });
  });

  it.each([1.5, -1, Number.NaN])('is never %s', (value) => {
    expect(read(integer`${placed(value)}`, 'integer')).toMatchObject({
      why: 'it is no whole number',
    });
  });
});

it('a comment shows control characters and stays on its line', () => {
  expect(read(comment`${placed('a\nserver.port = 1\0')}`, 'comment')).toBe(
    'a\\nserver.port = 1\\u0000',
  );
});

describe('the guard', () => {
  const compile = (text: string) => precompile('test', lighttpd, () => text);

  it.each([
    ['a string', '$HTTP["url"] =~ {{a}} {\n}\n', string`a`],
    ['a pattern', '$HTTP["url"] =^ {{a}} {\n}\n', regex`a`],
    ['a pattern', '$HTTP["url"] == {{a}} {\n}\n', regex`a`],
    ['a pattern', 'alias.url = ({{a}} => "/srv/")\n', regex`a`],
    ['a pattern', 'server.pid-file = {{a}}\n', regex`a`],
    ['a string', 'server.port = {{a}}\n', string`80`],
    ['a string', 'fastcgi.server = ("/" => ((\n"port" => {{a}},\n)))\n', string`80`],
    ['an integer', '"socket" => {{a}}\n', integer`1`],
    ['a comment', 'server.tag = {{a}}\n', comment`x`],
  ])('refuses %s in %j', (_, template, token) => {
    const kinds = kindsAt(template);

    expect(kinds).toHaveLength(1);
    expect(() => Token.read(token, 'lighttpd', kinds)).toThrow(/where only .* may stand/);
  });

  it.each([
    ['a pattern after =~', 'else $HTTP["url"] !~ {{a}} {\n}\n', regex`^a`, '"^a"'],
    ['a string after =^', 'else $HTTP["url"] =^ {{a}} {\n}\n', string`/a`, '"/a"'],
    ['a string as key and value', 'alias.url = ({{a}} => {{a}})\n', string`/a/`, '"/a/"'],
    ['a string at the start of a line', 'x = (\n{{a}} => {{a}},\n)\n', string`A`, '"A"'],
    ['an integer', 'server.max-request-size = {{a}}\n', integer`1`, '1'],
    ['a string', 'url.redirect = (\n"" => "/"\n)\nserver.tag = {{a}}\n', string`A`, '"A"'],
  ])('lets %s pass', (_, template, token, text) => {
    expect(Token.read(token, 'lighttpd', kindsAt(template))).toBe(text);
  });

  it.each([
    ['in a string', 'server.tag = "x {{a}}"\n', 'may not stand in a quoted string'],
    ['glued to text', 'server.port = 1{{a}}\n', 'must be a whole token'],
    ['as the pattern of a redirect', 'url.redirect = ({{a}} => "/")\n', 'no value may stand after'],
    ['in a rewrite', 'url.rewrite-once = ({{a}} => "/")\n', 'no value may stand after'],
    [
      'in a line of a redirect',
      'url.redirect = (\n"" => "/",\n"" => {{a}})\n',
      'no value may stand',
    ],
    ['as a command', 'x = (\n"bin-path" => {{a}},\n)\n', 'no value may stand after'],
    [
      'behind a backslash of no string',
      'x = ("a\\\\", {{a}})\n',
      'a backslash does not escape here',
    ],
    ['behind a string of two lines', 'x = ("a\n", {{a}})\n', 'may not go on in the next line'],
    ['as a directive', 'server.{{a}} = 1\n', 'must be a whole token'],
    ['after a directive without "="', 'include {{a}}\n', 'no value may stand after'],
  ])('refuses a token %s', (_, template, why) => {
    expect(() => compile(template)).toThrow(why);
  });
});

it('starts a comment at a "#" wherever it stands', () => {
  expect(kindsAt('server.tag = x#{{a}}\n')).toEqual(['comment']);
});

/** The kinds of token that may stand at the first interpolation of a template. */
function kindsAt(template: string): readonly string[] {
  const [before = ''] = template.split('{{a}}');
  const state = readText(lighttpd, START, before);
  if (typeof state === 'string') throw new Error(state);
  const found = readToken(lighttpd, state);
  if (typeof found === 'string') throw new Error(found);
  return found.kinds;
}
