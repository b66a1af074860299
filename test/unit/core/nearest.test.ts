import { describe, expect, it } from 'vitest';
import { nearest } from '../../../src/core/nearest.ts';

describe('nearest', () => {
  it.each([
    ['sokcet', 'socket'],
    ['scket', 'socket'],
    ['sockett', 'socket'],
    ['soccet', 'socket'],
    ['socekt', 'socket'],
    ['scoekt', 'socket'],
    ['SOCKET', undefined],
    ['sock', 'socket'],
    ['soc', undefined],
    ['', undefined],
    ['mount', 'mount'],
    ['moutn', 'mount'],
    ['xy', undefined],
  ])('finds within two edits what was meant by %j', (word, meant) => {
    expect(nearest(word, ['socket', 'mount', 'to'])).toBe(meant);
  });

  it('prefers the nearer candidate', () => {
    expect(nearest('web_usr', ['web_group', 'web_use', 'web_user'])).toBe('web_use');
    expect(nearest('abcd', ['abxy', 'abcx'])).toBe('abcx');
  });
});
