import type { Limit } from '../../core/target.ts';

export const limits: readonly Limit[] = [
  {
    id: 'procfile-one-for-all',
    summary: 'when one program ends, foreman ends them all, and itself',
  },
  {
    id: 'procfile-orphans',
    summary:
      'after its timeout foreman kills multiwatch alone: processes that have not ended go on',
  },
];
