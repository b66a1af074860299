import type { Limit } from '../../core/target.ts';

export const limits: readonly Limit[] = [
  {
    id: 's6-restart',
    summary: 'the socket closes with multiwatch: what waits in it is lost, and others are refused',
  },
];
