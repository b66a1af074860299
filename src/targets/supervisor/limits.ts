import type { Limit } from '../../core/target.ts';

export const limits: readonly Limit[] = [
  {
    id: 'supervisor-full-stop',
    summary: 'the socket closes with the last process: a restart of all at once refuses requests',
  },
  {
    id: 'supervisor-socket-options',
    summary: 'reread does not notice a change of only owner, mode or backlog of the socket',
  },
];
