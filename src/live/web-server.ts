import type { RunningProgram } from './program.ts';
import type { SocketAddress } from './socket-address.ts';
import type { Workspace } from './workspace.ts';

/** A web server that is installed here, run as it comes. */
export interface WebServer {
  readonly name: 'nginx' | 'apache' | 'lighttpd';
  /** Its program, or null when it is not installed. */
  program(): string | null;
  /** Like "1.22.1". */
  version(): Promise<string>;
  /** The program's own check of a complete configuration file. */
  check(file: string): Promise<CheckResult>;
  /** Writes the configuration into the workspace, runs it in the foreground, awaits the address. */
  start(
    configText: string,
    workspace: Workspace,
    listen: { readonly host: string; readonly port: number },
  ): Promise<RunningWebServer>;
}

export interface CheckResult {
  readonly ok: boolean;
  /** The lines that say something, warnings too. */
  readonly messages: readonly string[];
}

export interface RunningWebServer {
  readonly name: WebServer['name'];
  readonly address: Extract<SocketAddress, { kind: 'tcp' }>;
  readonly process: RunningProgram;
  /** What it has complained about: its stderr, and `error.log` in the workspace. */
  errorLog(): Promise<string>;
  stop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Throws when a program is not installed. */
export function required(program: string | null, name: string): string {
  if (program === null) throw new Error(`${name} is not installed`);
  return program;
}
