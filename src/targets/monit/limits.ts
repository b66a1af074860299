import type { Limit } from '../../core/target.ts';

export const limits: readonly Limit[] = [
  {
    id: 'monit-cycle',
    summary: 'a killed multiwatch is noticed in the next cycle, on Debian 12 within two minutes',
  },
  {
    id: 'monit-whole-stop',
    summary: '`monit stop` of a worker stops the application with it, and then starts both again',
  },
];
