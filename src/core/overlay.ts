import type { Document, Part } from './document.ts';
import { keysOf, pointerTo } from './pointer.ts';

/** A document whose value changes that of another one. */
export interface Layer {
  readonly document: Document;
  /** Keys that lead to what it changes; none: the whole. */
  readonly at: readonly string[];
}

/**
 * One document with others over it: maps merge, everything else is replaced, null takes a key away (RFC 7396). Each value still
 * stands where it was written, in whichever file that is.
 */
export function overlay(base: Document, changes: readonly Layer[]): Document {
  const diagnostics = [base, ...changes.map(({ document }) => document)].flatMap(
    (document) => document.diagnostics,
  );
  const layers = [{ document: base, at: [] }, ...changes].map(toNested);
  const owner = (pointer: string): Document => ownerOf(layers, keysOf(pointer)).document;
  return {
    path: base.path,
    source: base.source,
    value: diagnostics.length > 0 ? undefined : changes.reduce(merged, base.value),
    diagnostics,
    pathOf: (pointer) => owner(pointer).path,
    locate: (pointer, part?: Part) => owner(pointer).locate(pointer, part),
    locateLine: (pointer, index) => owner(pointer).locateLine(pointer, index),
  };
}

function merged(value: unknown, { document, at }: Layer): unknown {
  return patched(value, at, (found) => merge(found, document.value));
}

/** The value with what lies at some keys changed. Only so is an item of a list reached. */
function patched(
  value: unknown,
  [key, ...keys]: readonly string[],
  change: (found: unknown) => unknown,
): unknown {
  if (key === undefined) return change(value);
  if (Array.isArray(value) && /^[0-9]+$/.test(key) && Number(key) < value.length) {
    return value.map((item, index) => (index === Number(key) ? patched(item, keys, change) : item));
  }
  const map = isMap(value) ? value : {};
  const found = Object.hasOwn(map, key) ? map[key] : undefined;
  return withEntry(map, key, patched(found, keys, change));
}

function merge(value: unknown, change: unknown): unknown {
  if (!isMap(change)) return change;
  let result: Map_ = isMap(value) ? value : {};
  for (const [key, item] of Object.entries(change)) {
    const found = Object.hasOwn(result, key) ? result[key] : undefined;
    result = withEntry(result, key, merge(found, item));
  }
  return result;
}

type Map_ = Readonly<Record<string, unknown>>;

/** Keys keep their order; one whose value is null goes. */
function withEntry(map: Map_, key: string, value: unknown): Map_ {
  const entries = Object.entries(map);
  const isThere = Object.hasOwn(map, key);
  const changed: readonly (readonly [string, unknown])[] = isThere
    ? entries.map((entry) => (entry[0] === key ? [key, value] : entry))
    : [...entries, [key, value]];
  // Unlike an assignment, this makes an entry of "__proto__", too.
  return Object.fromEntries(changed.filter(([, item]) => item !== null));
}

interface Nested extends Layer {
  /** The document's value below the keys that lead to it. */
  readonly value: unknown;
}

function toNested({ document, at }: Layer): Nested {
  const value = at.reduceRight<unknown>((inner, key) => ({ [key]: inner }), document.value);
  return { document, at, value };
}

/** The document that a value was written in; of several that merge into a map, the first one. */
function ownerOf(layers: readonly Nested[], keys: readonly string[]): Nested {
  let candidates = layers.map((layer) => ({ layer, value: layer.value }));
  for (let depth = 0; ; depth++) {
    const first = candidates[0]?.layer ?? layers[0];
    if (first === undefined) throw new TypeError('there is a base');
    const key = keys[depth];
    if (key === undefined) return first;
    const next = stillThere(
      candidates.flatMap(({ layer, value }) => {
        if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return [];
        const isOnTheWay = depth + 1 < layer.at.length;
        return [{ layer, isOnTheWay, value: (value as Map_)[key] }];
      }),
    );
    if (next.length === 0) return first;
    candidates = [...next];
  }
}

interface Candidate {
  readonly layer: Nested;
  readonly isOnTheWay: boolean;
  readonly value: unknown;
}

/** Without the values that those of later layers replace. */
function stillThere(candidates: readonly Candidate[]): readonly Candidate[] {
  const last = candidates.findLastIndex(({ value, isOnTheWay }) => !isOnTheWay && !isMap(value));
  if (last === -1) return candidates;
  const isReplaced = candidates.slice(last + 1).some(({ isOnTheWay }) => !isOnTheWay);
  return candidates.slice(isReplaced ? last + 1 : last);
}

function isMap(value: unknown): value is Map_ {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The JSON pointer of some keys. */
export function toPointer(keys: readonly string[]): string {
  return keys.reduce((pointer, key) => pointerTo(pointer, key), '');
}
