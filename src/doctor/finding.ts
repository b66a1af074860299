import type { Step } from '../core/installation.ts';
import type { CauseCode } from './causes.ts';

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
