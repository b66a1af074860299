import { describe, expect, it } from 'vitest';
import { pointerTo } from '../../../src/core/pointer.ts';

describe('pointerTo', () => {
  it('escapes tildes and slashes (RFC 6901)', () => {
    expect(pointerTo('/a', 'b/c~d~1')).toBe('/a/b~1c~0d~01');
    expect(pointerTo('', 0)).toBe('/0');
  });
});
