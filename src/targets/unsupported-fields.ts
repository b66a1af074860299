import type { Application } from '../core/model.ts';
import type { Placed } from '../core/place.ts';
import type { UnsupportedField } from '../core/target.ts';

/** Where an application states each of some fields; null: it does not. */
export type StatedFields<Field extends string> = Readonly<
  Record<Field, (application: Application) => readonly (Placed<unknown> | null)[]>
>;

/** What a target says of the fields that it can't honour: what to do instead of each. */
export function unsupportedFields<Field extends string>(
  stated: StatedFields<Field>,
  instead: Readonly<Partial<Record<Field, string>>>,
): readonly UnsupportedField[] {
  return (Object.keys(instead) as Field[]).map((field) => ({
    field,
    stated: (application) => stated[field](application).filter(isStated),
    instead: instead[field] ?? '',
  }));
}

function isStated(placed: Placed<unknown> | null): placed is Placed<unknown> {
  return placed !== null && !placed.place.isDefault;
}
