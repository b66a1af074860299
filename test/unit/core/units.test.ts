import { describe, expect, it } from 'vitest';
import { formatBytes, formatTime, toBytes, toMilliseconds } from '../../../src/core/units.ts';

describe('units', () => {
  it.each([
    [1024, '1k'],
    [1536, '1536'],
    [10 * 1024 ** 2, '10m'],
    [1025 * 1024, '1025k'],
    [2 * 1024 ** 3, '2g'],
    [1, '1'],
  ])('write %d bytes as %s, and back', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
    expect(toBytes(text)).toBe(bytes);
  });

  it('write bytes in the units that a reader knows', () => {
    expect(formatBytes(2 * 1024 ** 3, ['m', 'k'])).toBe('2048m');
  });

  it.each([
    [500, '500ms'],
    [1000, '1s'],
    [1500, '1500ms'],
    [3_600_000, '3600s'],
  ])('write %d milliseconds as %s, and back', (milliseconds, text) => {
    expect(formatTime(milliseconds)).toBe(text);
    expect(toMilliseconds(text)).toBe(milliseconds);
  });

  it('are our own mistake where the schema would not let them pass', () => {
    for (const text of ['', 'm', '1x', '1.5m', '-1s']) {
      expect(() => toBytes(text)).toThrow(TypeError);
    }
  });
});
