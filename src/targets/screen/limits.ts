import type { Limit } from '../../core/target.ts';

export const limits: readonly Limit[] = [
  {
    id: 'screen-nobody-watches',
    summary: 'nobody starts multiwatch again when it has ended or was killed, or after a boot',
  },
];
