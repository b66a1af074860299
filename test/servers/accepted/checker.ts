import type { Need } from '../needs.ts';
import type { Attempt } from './attempt.ts';

/** A program's own check of what is rendered for it. */
export interface Checker {
  readonly needs: readonly Need[];
  /** How many attempts it checks at once. */
  readonly most: number;
  /** Of how many one is enough, where each takes long. */
  readonly part?: number;
  /** What it has to say against one of them; null: nothing. */
  complaint(attempts: readonly Attempt[]): Promise<string | null>;
}
