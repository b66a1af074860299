import type { Limit } from '../../core/target.ts';

export const limits: readonly Limit[] = [
  {
    id: 'php-fpm-cut-at-reload',
    summary:
      'without process_control_timeout in [global], which no pool can set, a reload ends the requests in flight',
  },
  {
    id: 'php-fpm-shared-fate',
    summary: 'php-fpm does not start at all, with no pool, when one pool is wrong',
  },
];
