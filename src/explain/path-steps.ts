import { decode, normalise, splitTarget } from '../core/request-path.ts';
import { readable } from './readable.ts';

/** What becomes of a request target before anybody is chosen to answer it. */
export interface PathSteps {
  /** Decoded and normalised; null where the target has none. */
  readonly path: string | null;
  /** What was done to it, in order. */
  readonly steps: readonly string[];
}

export function pathSteps(target: string): PathSteps {
  const parts = splitTarget(target);
  if (parts === null) return { path: null, steps: ['not a path'] };
  const decoded = decode(parts.path);
  if (decoded === null) {
    return { path: null, steps: ['"%" without two hexadecimal digits'] };
  }
  const { path, climbs } = normalise(decoded);
  const steps = [
    ...(decoded === parts.path ? [] : ['percent-decoded']),
    ...(/\/\//.test(decoded) ? ['repeated slashes merged'] : []),
    ...(/\/\.{1,2}(\/|$)/.test(decoded) ? ['"." and ".." removed'] : []),
    ...(climbs ? ['it climbs above the root'] : []),
    ...(decoded.includes('\0') ? ['it has a NUL'] : []),
  ];
  return { path: readable(path), steps };
}
