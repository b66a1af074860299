import type { Document } from '../core/document.ts';
import type { Unstated } from '../core/reader.ts';
import type { Filled } from './filled.ts';

/** Where the value of a field comes from. */
export type Source =
  | { readonly kind: 'stated'; readonly at: string }
  | { readonly kind: 'default' }
  | { readonly kind: 'follows'; readonly from: string };

/** Where a value of a filled descriptor comes from, by its pointer. */
export function sourceOf({ document, written }: Filled, pointer: string): Source {
  const found = written.find((each) => {
    const isWithin = pointer === each.pointer || pointer.startsWith(`${each.pointer}/`);
    return isWithin && each.kind !== 'spelt';
  });
  return found === undefined ? stated(document, pointer) : sourceOfUnstated(found);
}

export function sourceOfUnstated({ kind, from }: Unstated): Source {
  return kind === 'follows' && from !== undefined ? { kind, from } : { kind: 'default' };
}

function stated(document: Document, pointer: string): Source {
  const path = document.pathOf(pointer);
  const { line } = document.locate(pointer).start;
  return { kind: 'stated', at: path.startsWith('--set ') ? path : `${path}:${line}` };
}
