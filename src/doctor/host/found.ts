import type { Step } from '../../core/installation.ts';
import { type CauseCode, causes } from '../causes.ts';
import type { Finding } from '../finding.ts';

/** A finding with the reason of its cause. */
export function found(code: CauseCode, what: string, ...mend: readonly Step[]): Finding {
  return { code, what, why: causes[code].why, mend };
}
