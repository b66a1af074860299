import type { Application as StatedApplication } from '../generated/descriptor.ts';
import type { Extra } from './model.ts';
import type { Reader } from './reader.ts';

/** The raw texts of an application, in the order of the descriptor. */
export function toExtra(stated: StatedApplication['extra'] = {}, fields: Reader): readonly Extra[] {
  return Object.entries(stated).flatMap(([target, positions]) => {
    const texts: readonly [string, string][] = Object.entries(positions);
    return texts.map(([position, text]): Extra => {
      const within = fields.within(target);
      const lines = within.lines(position, text);
      const first = lines.findIndex(isFull);
      const [head, ...others] = lines.slice(first, lines.findLastIndex(isFull) + 1);
      if (head === undefined) throw new TypeError('the schema lets no blank text pass');
      return { target, position: within.key(position), lines: [head, ...others] };
    });
  });
}

function isFull({ value }: { readonly value: string }): boolean {
  return value.trim() !== '';
}
