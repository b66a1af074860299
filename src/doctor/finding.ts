import type { Step } from '../core/installation.ts';

/** What is wrong, and what mends it. */
export interface Finding {
  /** One of `causes`, where the reason stands. */
  readonly code: CauseCode;
  /** What was seen, with its values. */
  readonly what: string;
  readonly why: string;
  /** In the order in which they are to be taken. */
  readonly mend: readonly Step[];
}

export type CauseCode =
  | 'socket-missing'
  | 'socket-denied'
  | 'socket-refused'
  | 'backlog-full'
  | 'wrong-protocol'
  | 'process-died'
  | 'died-mid-body'
  | 'no-output'
  | 'exception'
  | 'printed-before-headers'
  | 'headers-too-large'
  | 'timed-out'
  | 'process-not-started'
  | 'not-executable-here'
  | 'unit-user'
  | 'unit-directory'
  | 'unit-namespace'
  | 'unit-command';
