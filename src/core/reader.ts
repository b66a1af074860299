import type { Document } from './document.ts';
import type { Placed } from './place.ts';
import { pointerTo } from './pointer.ts';

/** Reads the fields of one map of a descriptor, so that each value, default or not, knows its place. */
export interface Reader {
  readonly pointer: string;
  /** A value of the map with its place. */
  at<T>(key: string | number, value: T): Placed<T>;
  /** The lines of a text, each with its place. */
  lines(key: string, text: string): readonly Placed<string>[];
  /** A key of the map with its place. */
  key(key: string): Placed<string>;
  /** The field's value, or null where the descriptor has none. */
  optional<T>(key: string, value: T | undefined): Placed<T> | null;
  /** The field's value or its default, which stands at the map's own place. */
  withDefault<T>(key: string, value: T | undefined, standard: T): Placed<T>;
  within(key: string | number): Reader;
}

export function reader(document: Document, pointer = ''): Reader {
  const placed = <T>(
    value: T,
    to: string,
    part: 'key' | 'value' | 'start',
    isDefault: boolean,
  ) => ({
    value,
    place: {
      get path() {
        return document.pathOf(to);
      },
      pointer: to,
      // Found when something is wrong there: usually nothing is.
      get range() {
        return document.locate(to, part);
      },
      isDefault,
    },
  });
  const at = <T>(key: string | number, value: T): Placed<T> =>
    placed(value, pointerTo(pointer, key), 'value', false);
  return {
    pointer,
    at,
    lines: (key, text) => {
      const to = pointerTo(pointer, key);
      return text.split('\n').map((value, index) => {
        const range = document.locateLine(to, index);
        return {
          value,
          place: { path: document.pathOf(to), pointer: to, range, isDefault: false },
        };
      });
    },
    key: (key) => placed(key, pointerTo(pointer, key), 'key', false),
    optional: (key, value) => (value === undefined ? null : at(key, value)),
    withDefault: (key, value, standard) =>
      value === undefined
        ? placed(standard, pointer, pointer === '' ? 'start' : 'key', true)
        : at(key, value),
    within: (key) => reader(document, pointerTo(pointer, key)),
  };
}
