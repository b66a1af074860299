import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/** The built command line; `npm test` builds it first. */
export const CLI = join(import.meta.dirname, '../../dist/cli.js');

export interface CliResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs deploygen in a folder, with an environment of its own, until it ends. */
export function runCli(
  args: readonly string[],
  {
    cwd,
    input,
    env,
  }: { readonly cwd: string; readonly input?: string | Buffer; readonly env?: NodeJS.ProcessEnv },
): Promise<CliResult> {
  return run([process.execPath, CLI, ...args], { cwd, input: input ?? '', env: env ?? {} });
}

/** Runs a line of bash in which "$CLI" stands for deploygen. */
export function runShell(line: string, cwd: string): Promise<CliResult> {
  const env = { CLI: `${process.execPath} ${CLI}` };
  return run(['bash', '--norc', '-c', line], { cwd, input: '', env });
}

async function run(
  [program = '', ...args]: readonly string[],
  {
    cwd,
    input,
    env,
  }: { readonly cwd: string; readonly input: string | Buffer; readonly env: NodeJS.ProcessEnv },
): Promise<CliResult> {
  const { PATH } = process.env;
  const child = spawn(program, args, { cwd, env: { PATH, ...env } });
  // It may end without having read anything.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const [stdout, stderr, [status]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  return { status, stdout, stderr };
}
