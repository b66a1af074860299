import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Token } from '../../../src/core/token.ts';
import { dialects } from '../../../src/dialects/index.ts';
import { suites } from '../../roundtrip/suites.ts';

const proved = new Map<string, readonly string[]>(
  suites.map(({ dialect, subjects }) => [dialect, subjects.map(({ maker }) => maker)]),
);

describe.each(dialects.map(({ name }) => name))('the dialect %s', (name) => {
  it('is proved by round trips', () => {
    expect(existsSync(`test/roundtrip/${name}.test.ts`)).toBe(true);
  });

  it('has each of its makers proved', async () => {
    const exported: object = await import(`../../../src/dialects/${name}.ts`);
    const makers = Object.entries(exported)
      .filter(([, value]) => isMaker(value))
      .map(([maker]) => maker);

    expect(makers).toContain('comment');
    expect(new Set(proved.get(name))).toEqual(new Set(makers));
  });
});

function isMaker(value: unknown): boolean {
  if (typeof value !== 'function') return false;
  const made: unknown = value(Object.assign(['x'], { raw: ['x'] }));
  return made instanceof Token;
}
