import type { Target } from '../core/target.ts';
import { nginx } from './nginx/index.ts';

/** Every target, in the order in which they are listed. */
export const targets: readonly Target[] = [nginx];

export function findTarget(name: string): Target | undefined {
  return targets.find((target) => target.name === name);
}
