import { type Symptom, symptomsOf } from './symptom.ts';

const STEPS = [
  ['unit-user', 217, 'USER'],
  ['unit-directory', 200, 'CHDIR'],
  ['unit-namespace', 226, 'NAMESPACE'],
  ['unit-command', 203, 'EXEC'],
] as const;

/** What systemd 252 writes into the journal. */
export const systemdSymptoms: readonly Symptom[] = symptomsOf(
  'systemd',
  STEPS.map(([cause, status, step]) => ({
    cause,
    pattern: new RegExp(`status=${status}/${step}|Failed at step ${step} spawning`),
    example: `shop@1.service: Main process exited, code=exited, status=${status}/${step}`,
  })),
);
