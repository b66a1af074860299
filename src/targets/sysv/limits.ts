import type { Limit } from '../../core/target.ts';

export const limits: readonly Limit[] = [
  {
    id: 'sysv-restart',
    summary: 'a restart closes the socket: what waits in it is lost, and others are refused',
  },
  {
    id: 'sysv-nobody-watches',
    summary: 'nobody starts multiwatch again when it has ended or was killed',
  },
];
