import type { Limit } from '../../core/target.ts';

export const limits: readonly Limit[] = [
  {
    id: 'spawn-fcgi-restart',
    summary: 'the socket closes with multiwatch: what waits in it is lost, and others are refused',
  },
  {
    id: 'spawn-fcgi-orphans',
    summary:
      'when multiwatch is killed, its processes go on, and their socket cannot be opened anew',
  },
];
