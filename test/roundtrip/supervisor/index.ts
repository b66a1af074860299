import type { Suite } from '../subject.ts';
import { openSupervisorLab, type SupervisorLab } from './lab.ts';
import { subjects } from './subjects.ts';

/** supervisor 4.2.5. */
export const supervisor: Suite<SupervisorLab> = {
  dialect: 'supervisor',
  needs: ['supervisord'],
  open: openSupervisorLab,
  subjects,
};
