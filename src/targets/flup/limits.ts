import type { Limit } from '../../core/target.ts';

/** None that a test could prove: flup itself is in no package. */
export const limits: readonly Limit[] = [];
