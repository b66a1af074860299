import { type MapShape, mergeShapes, type Shape, type Variant } from './shape.ts';

/** Booleans of one map that are known where a template asks, by name. */
export type Facts = ReadonlyMap<string, boolean>;

/**
 * What a map holds under a name where these facts are known, as far as was seen: of all maps, and of those alone that the
 * facts are true of. None: for all that is known it may hold nothing.
 */
export function lookUp(name: string, { variants }: MapShape, facts: Facts): readonly Shape[] {
  const all = [...facts];
  const known = variants.filter((variant) => all.every((fact) => agrees(variant, fact)));
  // What is known together may never have been seen together.
  const each = all.map((fact) => variants.filter((variant) => agrees(variant, fact)));
  const sure = [variants, known, ...each].filter(
    (way) => way.length > 0 && way.every((variant) => variant.has(name)),
  );
  const [narrow] = sure.includes(known) ? [known] : sure.slice(-1);
  if (narrow === undefined) return [];
  return [variants, narrow]
    .map((way) => mergeShapes(way.flatMap((variant) => variant.get(name) ?? [])))
    .filter((shape) => shape !== null);
}

/** A block to ask with before a name that is not always there. */
export function questionFor(name: string, { variants }: MapShape): string | null {
  const own = `has${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const flags = new Set([own, ...variants.flatMap((variant) => [...variant.keys()])]);
  for (const flag of flags) {
    for (const value of [true, false]) {
      const seen = variants.filter((variant) => agrees(variant, [flag, value]));
      const implies = seen.length > 0 && seen.every((variant) => variant.has(name));
      if (implies) return `{{#${value ? 'if' : 'unless'} ${flag}}}`;
    }
  }
  return null;
}

/** Every name that a map may hold, in order. */
export function namesOf({ variants }: MapShape): readonly string[] {
  return [...new Set(variants.flatMap((variant) => [...variant.keys()]))].sort();
}

function agrees(variant: Variant, [flag, value]: readonly [string, boolean]): boolean {
  const shape = variant.get(flag);
  return shape?.is === 'boolean' && shape.values.includes(value);
}
