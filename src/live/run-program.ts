import { startProgram } from './program.ts';

export interface ProgramRun {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly directory?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** 2 min when absent; then the program is killed and `signal` says so. */
  readonly timeoutMilliseconds?: number;
}

/** Runs a program to its end. */
export async function runProgram(
  command: readonly [program: string, ...args: string[]],
  options: RunOptions = {},
): Promise<ProgramRun> {
  const { timeoutMilliseconds = 120_000, ...rest } = options;
  const program = await startProgram({ command, ready: { kind: 'started' }, ...rest });
  const limit = setTimeout(() => void program.stop({ signal: 'SIGKILL' }), timeoutMilliseconds);
  const { code, signal } = await program.ended;
  clearTimeout(limit);
  return { code, signal, stdout: program.stdout(), stderr: program.stderr() };
}
