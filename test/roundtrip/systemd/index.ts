import type { Suite } from '../subject.ts';
import { openSystemdLab, type SystemdLab } from './lab.ts';
import { properties } from './properties.ts';
import { started } from './started.ts';

/** systemd 252. */
export const systemd: Suite<SystemdLab> = {
  dialect: 'systemd',
  needs: ['systemd', 'root'],
  open: openSystemdLab,
  subjects: [...started, ...properties],
};
