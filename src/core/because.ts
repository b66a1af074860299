import type { Place, Placed } from './place.ts';

/** Something that decided an answer. */
export interface Because {
  /** In words, as `mount "/shop"`. */
  readonly what: string;
  /** Where the descriptor says it; null: it says nothing of the kind. */
  readonly place: Place | null;
}

export function because(what: string, placed: Placed<unknown> | null = null): Because {
  return { what, place: placed?.place ?? null };
}
