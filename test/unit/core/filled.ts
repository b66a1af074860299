import { precompile } from '../../../src/core/precompile.ts';
import { type Context, fill } from '../../../src/core/render.ts';
import type { Inexpressible } from '../../../src/core/token.ts';
import { nginx } from '../../../src/dialects/nginx.ts';

/** The text of an nginx template, compiled here and now; what its language cannot hold is thrown. */
export function filled(
  template: string,
  context: Context,
  parts: Readonly<Record<string, string>> = {},
): string {
  const sources: Readonly<Record<string, string>> = { ...parts, main: template };
  const program = precompile('main', nginx, (name) => sources[name]);
  return fill(program, nginx, context, ({ value, why }: Inexpressible) => {
    throw new RangeError(`${value}: ${why}`);
  });
}
