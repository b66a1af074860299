import type { Placed } from '../../src/core/place.ts';

/** A value that claims to stand somewhere in a descriptor. */
export function placed<T>(value: T, pointer = '/x'): Placed<T> {
  const start = { line: 1, column: 1 };
  const range = { start, end: start };
  return { value, place: { path: 'deploy.yaml', pointer, range, isDefault: false } };
}
