import { apacheSymptoms } from './apache-symptoms.ts';
import { lighttpdSymptoms } from './lighttpd-symptoms.ts';
import { nginxSymptoms } from './nginx-symptoms.ts';
import type { Symptom } from './symptom.ts';
import { systemdSymptoms } from './systemd-symptoms.ts';

/** Every line that `deploygen doctor --log` knows; the first that matches tells the cause. */
export const symptoms: readonly Symptom[] = [
  ...nginxSymptoms,
  ...apacheSymptoms,
  ...lighttpdSymptoms,
  ...systemdSymptoms,
];
