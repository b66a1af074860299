import type { Placed } from '../../src/core/place.ts';
import { Token } from '../../src/core/token.ts';

/** A value from nowhere in particular. */
export function placed<T>(value: T): Placed<T> {
  const start = { line: 1, column: 1 };
  return {
    value,
    place: { path: 'deploy.yaml', pointer: '', range: { start, end: start }, isDefault: false },
  };
}

/** The text of a token, or why its language can't hold the value. */
export function written(token: Token, dialect: string, kind: string): string {
  const text = Token.read(token, dialect, [kind]);
  return typeof text === 'string' ? text : `refused: ${text.why}`;
}
