import type { Supervision } from '../service-folders.ts';

export const supervision: Supervision = {
  target: 's6',
  services: '/etc/s6/sv',
  logs: '/var/log/s6',
};
