import type { Descriptor } from '../generated/descriptor.ts';
import type { StatedTarget } from './model.ts';
import type { Reader } from './reader.ts';

/** What `build` is to write, in the order of the descriptor. */
export function toStatedTargets(
  stated: Descriptor['targets'] = {},
  fields: Reader,
): readonly StatedTarget[] {
  return Object.entries(stated).map(([name, { version, layout, output }]) => {
    const own = fields.within(name);
    return {
      name: fields.key(name),
      version: own.optional('version', version),
      layout: own.optional('layout', layout),
      output: own.optional('output', output),
    };
  });
}
