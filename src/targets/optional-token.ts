import type { Placed } from '../core/place.ts';
import type { Context } from '../core/render.ts';
import type { Token } from '../core/token.ts';

/** The context of what a template asks for only within `{{#if hasNAME}}`. */
export function optionalToken<T>(
  name: string,
  placed: Placed<T> | null,
  make: (placed: Placed<T>) => Token,
): Context {
  const flag = `has${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  return placed === null ? { [flag]: false } : { [flag]: true, [name]: make(placed) };
}
