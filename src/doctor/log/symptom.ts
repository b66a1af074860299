import type { CauseCode } from '../causes.ts';

/** A line that a program writes into its log when something is wrong. */
export interface Symptom {
  readonly program: LogProgram;
  /** Null: it accompanies a line that says more. */
  readonly cause: CauseCode | null;
  /** A group `said` is what the application has written. */
  readonly pattern: RegExp;
  /** As it was seen, from the message on. */
  readonly example: string;
}

export type LogProgram = 'nginx' | 'apache' | 'lighttpd' | 'systemd';

export function symptomsOf(
  program: LogProgram,
  symptoms: readonly Omit<Symptom, 'program'>[],
): readonly Symptom[] {
  return symptoms.map((symptom) => ({ program, ...symptom }));
}
