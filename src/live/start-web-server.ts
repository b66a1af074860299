import { readFile } from 'node:fs/promises';
import { startProgram } from './program.ts';
import type { RunningWebServer, WebServer } from './web-server.ts';
import type { Workspace } from './workspace.ts';

export interface WebServerStart {
  readonly name: WebServer['name'];
  readonly command: readonly [program: string, ...args: string[]];
  readonly workspace: Workspace;
  readonly listen: { readonly host: string; readonly port: number };
}

/** Runs a web server that has its configuration already. */
export async function startWebServer(start: WebServerStart): Promise<RunningWebServer> {
  const { name, command, workspace, listen } = start;
  const address = { kind: 'tcp', ...listen } as const;
  const process = await startProgram({
    command,
    directory: workspace.directory,
    ready: { kind: 'accepts', address },
  });
  const stop = async () => {
    await process.stop();
  };
  return {
    name,
    address,
    process,
    errorLog: async () => process.stderr() + (await readIfThere(workspace.path('error.log'))),
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

async function readIfThere(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}
