import { byteLength } from '../core/byte-string.ts';
import { targets } from '../targets/index.ts';

/** Which targets take a socket of this path, and which say that it is too long. */
export function pathLimits(path: string): {
  readonly bytes: number;
  readonly longest: number;
  readonly refusing: readonly { readonly name: string; readonly limit: number }[];
} {
  const bytes = byteLength(path);
  const limits = targets.flatMap(({ name, capabilities }) =>
    capabilities.sockets.unixPathBytes === null
      ? []
      : [{ name, limit: capabilities.sockets.unixPathBytes }],
  );
  return {
    bytes,
    longest: Math.max(...limits.map(({ limit }) => limit)),
    refusing: limits.filter(({ limit }) => bytes > limit),
  };
}
