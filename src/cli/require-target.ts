import { nearest } from '../core/nearest.ts';
import type { Target } from '../core/target.ts';
import { findTarget, targets } from '../targets/index.ts';
import { UsageError } from './exit-code.ts';

/** The target of a name. @throws UsageError if there is none */
export function requireTarget(name: string): Target {
  const target = findTarget(name);
  if (target !== undefined) return target;
  const known = targets.map((candidate) => candidate.name);
  const near = nearest(name, known);
  const help = near === undefined ? `use one of ${known.join(', ')}` : `did you mean "${near}"?`;
  throw new UsageError(`no target "${name}": ${help}`);
}
