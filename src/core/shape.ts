import type { Context } from './render.ts';
import { Token } from './token.ts';

/** What plans hold under a name, whatever its values: what a template may ask for. */
export type Shape = TokenShape | BooleanShape | ListShape | MapShape;

export interface TokenShape {
  readonly is: 'token';
  readonly dialect: string;
  readonly kinds: readonly string[];
}

interface BooleanShape {
  readonly is: 'boolean';
  readonly values: readonly boolean[];
}

export interface ListShape {
  readonly is: 'list';
  /** Null: no list that was seen had an item. */
  readonly item: Shape | null;
}

/** Names are there or not, and of one kind or another, as booleans beside them say: so each map that was seen is kept. */
export interface MapShape {
  readonly is: 'map';
  readonly variants: readonly Variant[];
}

export type Variant = ReadonlyMap<string, Shape>;

export function shapeOf(context: Context): MapShape {
  const entries = Object.entries(context).map(
    ([name, value]) => [name, shapeOfValue(value)] as const,
  );
  return { is: 'map', variants: [new Map(entries)] };
}

function shapeOfValue(value: Context[string]): Shape {
  if (typeof value === 'boolean') return { is: 'boolean', values: [value] };
  if (Array.isArray(value)) {
    const items: readonly (Token | Context)[] = value;
    return { is: 'list', item: mergeShapes(items.map(shapeOfValue)) };
  }
  const token = Token.describe(value);
  if (token === null) return shapeOf(value as Context);
  return { is: 'token', dialect: token.dialect, kinds: [token.kind] };
}

/** What any of them holds; null for none. */
export function mergeShapes(shapes: readonly Shape[]): Shape | null {
  const distinct = [...new Map(shapes.map((shape) => [signature(shape), shape])).values()];
  const [first, ...rest] = distinct;
  if (first === undefined) return null;
  let merged = first;
  for (const shape of rest) merged = mergeTwo(merged, shape);
  return merged;
}

function mergeTwo(a: Shape, b: Shape): Shape {
  if (a.is === 'map' && b.is === 'map') {
    return { is: 'map', variants: [...a.variants, ...b.variants] };
  }
  if (a.is === 'list' && b.is === 'list') {
    return { is: 'list', item: mergeShapes([a.item, b.item].filter((item) => item !== null)) };
  }
  if (a.is === 'token' && b.is === 'token' && a.dialect === b.dialect) {
    return { ...a, kinds: [...new Set([...a.kinds, ...b.kinds])] };
  }
  if (a.is === 'boolean' && b.is === 'boolean') {
    return { is: 'boolean', values: [...new Set([...a.values, ...b.values])] };
  }
  throw new TypeError(`a plan has a ${a.is} where another has a ${b.is}`);
}

/** Equal for shapes that are. */
function signature(shape: Shape): string {
  return JSON.stringify(shape, (_, value: unknown) =>
    value instanceof Map ? [...value].sort(([a], [b]) => (a < b ? -1 : 1)) : value,
  );
}
