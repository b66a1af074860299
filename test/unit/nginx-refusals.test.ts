import { describe, expect, it } from 'vitest';
import { type Inexpressible, join, type Maker, piece, Token } from '../../src/core/token.ts';
import { comment, entry, mediaType, plain, regex, uri, word } from '../../src/dialects/nginx.ts';
import { placed } from './placed.ts';

const KINDS = ['entry', 'plain', 'uri', 'word', 'regex', 'comment', 'media-type'];
const LONG = 'a parameter has at most 4094 bytes';
const NUL = 'a NUL ends the text';
const HALF = 'half of a surrogate pair is no character';

function written(token: Token): string | Inexpressible {
  return Token.read(token, 'nginx', KINDS);
}

describe('what no nginx token can hold', () => {
  it.each<readonly [string, Maker, string, string]>([
    ['NUL', plain, 'a\0b', NUL],
    ['NUL', word, '\0', NUL],
    ['NUL', regex, '\0', NUL],
    ['a high surrogate', plain, 'a\ud800', HALF],
    ['a low surrogate', word, '\udc00a', HALF],
    ['surrogates in the wrong order', regex, '\udc00\ud800', HALF],
    ['half a character in a comment', comment, '\ud800', HALF],
    ['4095 bytes', plain, 'a'.repeat(4095), LONG],
    [
      'a location of 256 bytes',
      uri,
      `/${'a'.repeat(255)}`,
      'the path of a location has at most 255 bytes',
    ],
    ['4095 bytes in quotes', plain, ' '.repeat(4095), LONG],
    ['4096 bytes in 2048 characters', word, 'é'.repeat(2048), LONG],
    ['4096 bytes once escaped', plain, '"'.repeat(2048), LONG],
    ['4100 bytes once the dollars are names', word, '$'.repeat(216), LONG],
    ['a type with spaces', mediaType, 'text/html x', 'it is no media type'],
    ['a type with a terminator', mediaType, 'text/html;', 'it is no media type'],
    ['a special word of maps', entry, 'default', 'it is no method or network'],
    ['a pattern of a map', entry, '~GET', 'it is no method or network'],
  ])('is refused with its place: %s', (_, maker, value, why) => {
    const part = placed(value, '/some/where');
    expect(written(maker`${part}`)).toEqual({ place: part.place, value, why });
  });

  it.each<readonly [string, Maker, string]>([
    ['4094 bytes', plain, 'a'.repeat(4094)],
    ['a location of 255 bytes', uri, `/${'é'.repeat(127)}`],
    ['4094 bytes in quotes', plain, ' '.repeat(4094)],
    ['2047 characters of two bytes', word, 'é'.repeat(2047)],
    ['2047 escaped characters', plain, '"'.repeat(2047)],
    ['an emoji', plain, '😀'],
  ])('is not %s', (_, maker, value) => {
    expect(typeof written(maker`${placed(value)}`)).toBe('string');
  });

  it('is blamed on the part that has it', () => {
    const bad = placed('\0', '/bad');
    const nested = join(',', [placed('b'), piece`x${bad}`]);
    expect(written(plain`${placed('a')}:${nested}`)).toMatchObject({
      place: { pointer: '/bad' },
    });
  });

  it('is our own mistake in a literal', () => {
    expect(() => word`${join(',', [])}`).not.toThrow();
    const long = Object.assign(['x'], { raw: ['a'.repeat(4095)] });
    expect(() => plain(long)).toThrow(TypeError);
  });
});
