import type { NameValue } from './name-value.ts';

/** One request to a responder, complete: parameters in the order they came, repeats included. */
export interface FastcgiRequest {
  readonly parameters: readonly NameValue[];
  readonly stdin: Buffer;
  /** Aborted by ABORT_REQUEST and when the connection is gone. */
  readonly signal: AbortSignal;
}

/** What a handler does next. `die` closes the connection in mid-answer, as a crash would. */
export type FastcgiWrite =
  | { readonly kind: 'stdout'; readonly bytes: Buffer }
  | { readonly kind: 'stderr'; readonly bytes: Buffer }
  | { readonly kind: 'end'; readonly appStatus: number }
  | { readonly kind: 'die' };

/**
 * Answers a request by yielding writes; each is sent before the next is asked for. Returning is an
 * end with status 0, throwing one with status 1 and the error on stderr.
 */
export type FastcgiHandler = (request: FastcgiRequest) => AsyncIterable<FastcgiWrite>;
