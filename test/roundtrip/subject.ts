import type { Placed } from '../../src/core/place.ts';
import type { Token } from '../../src/core/token.ts';
import type { Need } from '../servers/needs.ts';

/** The token makers of one dialect, and the real program that judges them. */
export interface Suite<Lab extends AsyncDisposable> {
  /** The name of the dialect. */
  readonly dialect: string;
  readonly needs: readonly Need[];
  /** What its subjects ask: a folder, a running program. */
  open(): Promise<Lab>;
  readonly subjects: readonly Subject<Lab>[];
}

/** A token maker in one of its positions. */
export interface Subject<Lab> {
  /** As src/dialects exports it. */
  readonly maker: string;
  /** The kind of its tokens, where it isn't called like the maker. */
  readonly kind?: string;
  /** Where its tokens stand, for people: "fastcgi_param". */
  readonly position: string;
  /** Gets one string of so many: each takes its time and the maker has another position, or there are not as many. */
  readonly every?: number;
  /** Makes a string fit for the position, such as a path of any string; null drops it. */
  readonly adapt?: (value: string) => string | null;
  /** The token for a value, the so-manieth of its configuration. */
  readonly make: (value: Placed<string>, index: number, lab: Lab) => Token;
  /** Whether the language can't hold a value: a statement of its own, not that of the dialect. */
  readonly refusable: (value: string) => boolean;
  /** What the program reads for each value; it throws if the program refuses the configuration. */
  readonly ask: (lab: Lab, questions: readonly Question[]) => Promise<readonly Reading[]>;
}

export interface Question {
  readonly value: string;
  /** The token, as it stands in a file. */
  readonly text: string;
}

/** What was read, as a byte string; null for nothing, or nothing that makes sense. */
export type Reading = string | null;
