import type { Placed } from './place.ts';
import type { Reader } from './reader.ts';

/** A gateway parameter or an environment variable. */
export interface Variable {
  readonly name: Placed<string>;
  readonly value: Placed<string>;
}

/** The variables of a map, in its order. */
export function toVariables(
  stated: Readonly<Record<string, string>> | undefined,
  fields: Reader,
): readonly Variable[] {
  return Object.entries(stated ?? {}).map(([name, value]) => ({
    name: fields.key(name),
    value: fields.at(name, value),
  }));
}
