import { describe, expect, it } from 'vitest';
import { byteLength, encodePath, toByteString } from '../../../src/core/byte-string.ts';

describe('byte strings', () => {
  it('have a character for each byte', () => {
    expect(toByteString('aé😀')).toBe('a\xc3\xa9\xf0\x9f\x98\x80');
    expect(byteLength('aé😀')).toBe(7);
  });

  it.each([
    ['/a/B-_.~9', '/a/B-_.~9'],
    ['/a b', '/a%20b'],
    ['/é', '/%C3%A9'],
    ['/%41?#;\\"\n', '/%2541%3F%23%3B%5C%22%0A'],
  ])('percent-encode the path %j', (path, encoded) => {
    expect(encodePath(path)).toBe(encoded);
  });
});
