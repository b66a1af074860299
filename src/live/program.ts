import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { onExit } from './exit-hook.ts';
import {
  descendantsOf,
  isRunning,
  killAll,
  type ProcessIdentity,
  sendSignal,
} from './process-tree.ts';
import { awaitReadiness, describeReadiness, type Readiness } from './readiness.ts';
import { type TextTail, textTail } from './text-tail.ts';
import { guardProgram } from './watchdog.ts';

export interface ProgramOptions {
  readonly command: readonly [program: string, ...args: string[]];
  readonly ready: Readiness;
  /** 30 s when absent. */
  readonly readyWithinMilliseconds?: number;
  readonly directory?: string;
  /** The whole environment; that of this process when absent. */
  readonly environment?: Readonly<Record<string, string>>;
  /** A listening socket or file to inherit as fd 0; /dev/null when absent. */
  readonly stdin?: number;
  readonly user?: { readonly uid: number; readonly gid: number };
}

export interface ProgramEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A program that we started; it and its descendants end no later than our own process, however that ends. */
export interface RunningProgram {
  readonly pid: number;
  readonly stdout: () => string;
  readonly stderr: () => string;
  readonly ended: Promise<ProgramEnd>;
  /** Sends a signal to the program alone, as an administrator would. */
  signal(name: NodeJS.Signals): void;
  /** Asks the program to end, then kills it and all its descendants after the limit. */
  stop(how?: StopOptions): Promise<ProgramEnd>;
  [Symbol.asyncDispose](): Promise<void>;
}

export interface StopOptions {
  /** SIGTERM when absent. */
  readonly signal?: NodeJS.Signals;
  /** 5 s when absent. */
  readonly limitMilliseconds?: number;
}

/** Could not be started: what went wrong, and what the program said. */
export class ProgramFailure extends Error {
  override readonly name = 'ProgramFailure';
}

/** Starts a program in the foreground and resolves when it is ready; rejects with what it printed. */
export async function startProgram(options: ProgramOptions): Promise<RunningProgram> {
  const child = spawnGroup(options);
  if (!child.stdout || !child.stderr) throw new TypeError('started without pipes');
  const output = { stdout: textTail(child.stdout), stderr: textTail(child.stderr) };
  const program = running(child, await startOf(child, options.command[0]), output);
  const printed = () => output.stdout.text() + output.stderr.text();
  const problem = await problemOf(program, options, printed);
  if (problem === null) return program;
  await program.stop({ limitMilliseconds: 500 });
  throw new ProgramFailure(
    [`${options.command.join(' ')}: ${problem}`, printed()].join('\n').trimEnd(),
  );
}

/** Why the program did not become ready; null when it did. */
async function problemOf(
  program: RunningProgram,
  { ready, readyWithinMilliseconds: limit = 30_000 }: ProgramOptions,
  printed: () => string,
): Promise<string | null> {
  const settled = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(resolve, limit, `${describeReadiness(ready)} within ${limit} ms`);
  });
  const problem = await Promise.race([
    awaitReadiness(ready, printed, settled.signal).then(() => null),
    program.ended.then(({ code, signal }) => `ended with ${signal ?? `status ${code}`}`),
    late,
  ]);
  settled.abort();
  clearTimeout(timer);
  return problem;
}

function spawnGroup({ command, directory, environment, stdin, user }: ProgramOptions) {
  const [file, ...args] = command;
  return spawn(file, args, {
    cwd: directory,
    env: environment ?? process.env,
    stdio: [stdin ?? 'ignore', 'pipe', 'pipe'],
    // A group of its own, which can be killed whole.
    detached: true,
    ...user,
  });
}

function startOf(child: ChildProcess, file: string): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', (error) =>
      reject(new ProgramFailure(`${file}: ${error.message}`, { cause: error })),
    );
    child.once('spawn', () => {
      if (child.pid === undefined) reject(new ProgramFailure(`${file}: no process`));
      else resolve(child.pid);
    });
  });
}

function running(
  child: ChildProcess,
  pid: number,
  output: { readonly stdout: TextTail; readonly stderr: TextTail },
): RunningProgram {
  let hasEnded = false;
  let descendants: readonly ProcessIdentity[] = [];
  const send = (name: NodeJS.Signals) => {
    if (hasEnded) return;
    // While it lives: when a parent dies, its children are nobody's descendants any more.
    descendants = descendantsOf(pid);
    sendSignal(pid, name);
  };
  const killRest = () => {
    sendSignal(-pid, 'SIGKILL');
    killAll(descendants);
  };
  const release = guardProgram(pid);
  const forget = onExit(() => {
    send('SIGKILL');
    killRest();
  });
  child.once('exit', () => {
    hasEnded = true;
    forget();
    release();
    killRest();
  });
  const ended = new Promise<ProgramEnd>((resolve) => {
    // 'close' comes when the output is read to its end, which a surviving descendant delays.
    child.once('exit', async (code, signal) => {
      const read = Promise.all([output.stdout.ended, output.stderr.ended]);
      await Promise.race([read, delay(500, null, { ref: false })]);
      resolve({ code, signal });
    });
  });

  const stop = async ({ signal = 'SIGTERM', limitMilliseconds = 5000 }: StopOptions = {}) => {
    send(signal);
    const kill = setTimeout(send, limitMilliseconds, 'SIGKILL');
    const end = await ended;
    clearTimeout(kill);
    while (descendants.some(isRunning)) await delay(5);
    return end;
  };
  return {
    pid,
    stdout: output.stdout.text,
    stderr: output.stderr.text,
    ended,
    signal: send,
    stop,
    async [Symbol.asyncDispose]() {
      await stop();
    },
  };
}
