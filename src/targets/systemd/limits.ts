import type { Limit } from '../../core/target.ts';

export const limits: readonly Limit[] = [
  {
    id: 'systemd-fewer-workers',
    summary: 'a worker that the target no longer wants runs on until it is stopped by name',
  },
];
