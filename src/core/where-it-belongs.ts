import { keysOf, pointerTo, valueAt } from './pointer.ts';

/** Says where a key that a map does not know belongs: in a map below it, or in one around it; null where that is not evident. */
export function whereItBelongs(key: string, pointer: string, schema: unknown): string | null {
  const at = keysOf(pointer);
  // The site is around its applications, and its fields are no deeper than theirs.
  const isApplication = at.length === 2 && at[0] === 'apps';
  if (isApplication && knows([], key, schema)) return 'it belongs beside "apps", not in it';
  const places = below(key, isApplication ? [] : at, schema);
  if (places.length > 0) return `it belongs ${places.join(' or ')}`;
  const depth = at.findLastIndex((_, index) => knows(at.slice(0, index), key, schema));
  return depth === -1 ? null : `it belongs beside "${at[depth]}", not in it`;
}

/** More than these say nothing. */
const MOST_PLACES = 3;

interface Step {
  readonly path: readonly string[];
  readonly nodes: readonly Schema[];
}

type Schema = Readonly<Record<string, unknown>>;

/** The nearest maps below one that know a key. */
function below(key: string, at: readonly string[], schema: unknown): readonly string[] {
  let steps: readonly Step[] = [{ path: [], nodes: nodesAt(at, schema) }];
  while (steps.length > 0) {
    steps = steps.flatMap((step) => deeper(step, schema));
    const found = steps.flatMap(({ path, nodes }) => {
      const name = path.join('.');
      if (nodes.some((node) => hasKey(node, key, schema))) return [`under "${name}"`];
      return items(nodes, schema).some((node) => hasKey(node, key, schema))
        ? [`in the items of "${name}"`]
        : [];
    });
    if (found.length > 0) return found.length > MOST_PLACES ? [] : found;
  }
  return [];
}

function deeper({ path, nodes }: Step, schema: unknown): readonly Step[] {
  const names = nodes.flatMap((node) => Object.keys(node.properties ?? {}));
  return [...new Set(names)]
    .filter((name) => name !== 'apps')
    .map((name) => ({
      path: [...path, name],
      nodes: nodes.flatMap((node) => variants(property(node, name), schema)),
    }));
}

function knows(at: readonly string[], key: string, schema: unknown): boolean {
  return nodesAt(at, schema).some((node) => hasKey(node, key, schema));
}

/** Of a schema and what it refers to, all that may judge the value at some keys. */
function nodesAt(at: readonly string[], schema: unknown): readonly Schema[] {
  return at.reduce<readonly Schema[]>(
    (nodes, key) => {
      const named = nodes.flatMap((node) => variants(property(node, key), schema));
      return named.length > 0 ? named : items(nodes, schema);
    },
    variants(schema, schema),
  );
}

/** What judges the items of lists, and of maps with free names. */
function items(nodes: readonly Schema[], schema: unknown): readonly Schema[] {
  return nodes.flatMap((node) => [
    ...variants(node.items, schema),
    ...variants(node.additionalProperties, schema),
  ]);
}

function variants(node: unknown, schema: unknown): readonly Schema[] {
  if (typeof node !== 'object' || node === null) return [];
  const found = node as Schema;
  const others = [referred(found.$ref, schema), found.then, found.else];
  return [found, ...others.flatMap((other) => variants(other, schema))];
}

function hasKey(node: Schema, key: string, schema: unknown): boolean {
  const keys = referred(node['x-keys-of'], schema) ?? node;
  // One that is `false` may not be there.
  return typeof property(keys, key) === 'object';
}

function property(node: unknown, key: string): unknown {
  return valueAt(node, pointerTo('/properties', key));
}

function referred(reference: unknown, schema: unknown): unknown {
  return typeof reference === 'string' ? valueAt(schema, reference.slice(1)) : undefined;
}
