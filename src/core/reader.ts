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
  /** As `withDefault`, of a default that another field decides. */
  following<T>(
    key: string,
    value: T | undefined,
    standard: { readonly from: string; readonly value: T },
  ): Placed<T>;
  /** Tells the long form of a field that the descriptor states in its short one. */
  spelt(key: string, long: Readonly<Record<string, unknown>>): void;
  within(key: string | number): Reader;
}

/** What a descriptor does not say and a deployment has all the same, in the words of a descriptor. */
export interface Unstated {
  readonly kind: 'default' | 'follows' | 'open' | 'spelt';
  /** Of the field. */
  readonly pointer: string;
  /** Null: none, each target decides. */
  readonly value: unknown;
  /** The field that it follows from. */
  readonly from?: string;
}

/** Takes what is not said; null: nobody asks. */
export type Notice = ((unstated: Unstated) => void) | null;

export function reader(document: Document, notice: Notice, pointer = ''): Reader {
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
  const unstated = <T>(value: T): Placed<T> =>
    placed(value, pointer, pointer === '' ? 'start' : 'key', true);
  const note = (kind: Unstated['kind'], key: string, value: unknown): void =>
    notice?.({ kind, pointer: pointerTo(pointer, key), value });
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
    optional: (key, value) => {
      if (value !== undefined) return at(key, value);
      note('open', key, null);
      return null;
    },
    withDefault: (key, value, standard) => {
      if (value !== undefined) return at(key, value);
      note('default', key, standard);
      return unstated(standard);
    },
    following: (key, value, { from, value: standard }) => {
      if (value !== undefined) return at(key, value);
      notice?.({ kind: 'follows', pointer: pointerTo(pointer, key), value: standard, from });
      return unstated(standard);
    },
    spelt: (key, long) => note('spelt', key, long),
    within: (key) => reader(document, notice, pointerTo(pointer, key)),
  };
}
