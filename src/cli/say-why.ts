import { UsageError } from './exit-code.ts';
import { writeOut } from './write-out.ts';

/** Says why one of several things cannot be done: that says nothing about the others. Any other error is thrown again. */
export function sayWhy(error: unknown): void {
  if (!(error instanceof UsageError)) throw error;
  writeOut('stderr', `deploygen: ${error.message}\n`);
}
