import type { Document } from '../core/document.ts';
import { overlay } from '../core/overlay.ts';
import { keysOf } from '../core/pointer.ts';
import type { Unstated } from '../core/reader.ts';

/** A descriptor with its defaults written out. */
export interface Filled {
  readonly value: unknown;
  readonly document: Document;
  /** Those that `value` has now. */
  readonly written: readonly Unstated[];
  /** Those that some targets refuse, or render otherwise, once they are stated. */
  readonly kept: readonly { readonly unstated: Unstated; readonly targets: readonly string[] }[];
  /** Fields without a value: each target decides. */
  readonly open: readonly Unstated[];
}

/** Which targets make something else of a descriptor than of the one as it was; null: it is not sound any more. */
export type Compare = (value: unknown) => readonly string[] | null;

/** Writes out every default that may be stated without changing what any target makes of the descriptor. */
export function fillIn(
  document: Document,
  unstated: readonly Unstated[],
  compare: Compare,
): Filled {
  // What is noticed twice is known better the second time.
  const fields = [...new Map(unstated.map((each) => [each.pointer, each])).values()];
  const written: Unstated[] = [];
  const kept: Filled['kept'][number][] = [];
  const add = (some: readonly Unstated[]): void => {
    const [first, ...others] = some;
    if (first === undefined) return;
    const changed = compare(withFields(document, [...written, ...some]));
    if (changed?.length === 0) written.push(...some);
    else if (others.length > 0) {
      const half = Math.ceil(some.length / 2);
      add(some.slice(0, half));
      add(some.slice(half));
    } else if (changed !== null) kept.push({ unstated: first, targets: changed });
  };
  add(fields.filter(({ kind }) => kind === 'spelt'));
  add(fields.filter(({ kind }) => kind === 'default' || kind === 'follows'));
  const open = fields.filter(({ kind }) => kind === 'open');
  return { value: withFields(document, written), document, written, kept, open };
}

function withFields(document: Document, fields: readonly Unstated[]): unknown {
  const layers = fields.map(({ pointer, value }) => ({
    document: { ...document, value },
    at: keysOf(pointer),
  }));
  return overlay(document, layers).value;
}
