import type { Limit } from '../../core/target.ts';

export const limits: readonly Limit[] = [
  {
    id: 'uwsgi-broken-release',
    summary:
      'a reload with code or a file that does not load ends all processes: the socket closes until the Emperor starts them again',
  },
  {
    id: 'uwsgi-other-emperor',
    summary:
      'an Emperor that does not run as root starts the processes as its own user, without a word',
  },
];
