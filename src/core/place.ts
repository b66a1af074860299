import type { Diagnostic, Range } from './diagnostic.ts';

/** Where in a descriptor a value stands. */
export interface Place {
  /** The file as the user named it. */
  readonly path: string;
  /** JSON pointer of the value, or of what its default was taken from. */
  readonly pointer: string;
  readonly range: Range;
  /** True where the descriptor does not state the value. */
  readonly isDefault: boolean;
}

/** A value that knows where it was written. */
export interface Placed<T> {
  readonly value: T;
  readonly place: Place;
}

/** The same place, another value: what is computed from a value is blamed on it. */
export function derive<T, U>(placed: Placed<T>, change: (value: T) => U): Placed<U> {
  return { value: change(placed.value), place: placed.place };
}

/** What is wrong at a place, with its remedy. */
export function blame(
  { place }: Placed<unknown>,
  problem: { readonly code: string; readonly message: string; readonly help?: string },
): Diagnostic {
  return { ...problem, severity: 'error', path: place.path, range: place.range };
}
