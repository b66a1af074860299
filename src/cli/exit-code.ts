/** Exit codes of every command. */
export const ExitCode = {
  clean: 0,
  /** Problems found in the descriptor, the files or the host. */
  problems: 1,
  /** Could not run: usage, unreadable input, missing program, internal error. */
  couldNotRun: 2,
} as const;

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/** What the user asked for cannot be done as asked; its message is for them, and the exit code is 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
