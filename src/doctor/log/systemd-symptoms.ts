import { systemdSteps } from '../systemd-steps.ts';
import { type Symptom, symptomsOf } from './symptom.ts';

/** What systemd 252 writes into the journal. */
export const systemdSymptoms: readonly Symptom[] = symptomsOf(
  'systemd',
  systemdSteps.map(([status, step, cause]) => ({
    cause,
    pattern: new RegExp(`status=${status}/${step}|Failed at step ${step} spawning`),
    example: `shop@1.service: Main process exited, code=exited, status=${status}/${step}`,
  })),
);
