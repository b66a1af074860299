import type { Supervision } from '../service-folders.ts';

export const supervision: Supervision = {
  target: 'runit',
  services: '/etc/sv',
  logs: '/var/log/runit',
};
