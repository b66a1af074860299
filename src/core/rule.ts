import type { Severity } from './diagnostic.ts';
import type { Deployment } from './model.ts';
import type { Placed } from './place.ts';

/** One mistake that `deploygen lint` knows. It judges the deployment that every target renders, defaults included. */
export interface Rule {
  /** Kebab-case name of the mistake, such as `no-socket-in-tmp`; also the name of its file and of its page. */
  readonly code: string;
  readonly severity: Severity;
  /** One line for `deploygen rules` and for reports: the mistake, lower case, without a full stop. */
  readonly summary: string;
  check(deployment: Deployment, report: (finding: Finding) => void): void;
}

/** What a rule found. */
export interface Finding {
  /** The value to blame, as the deployment has it. */
  readonly at: Placed<unknown>;
  /** What is wrong, with the value in double quotes. */
  readonly message: string;
  /** The remedy. */
  readonly help: string;
}
