import type { Limit } from '../../core/target.ts';

export const limits: readonly Limit[] = [];
