import { readFile } from 'node:fs/promises';
import { runProgram } from '../../../src/live/run-program.ts';
import { createWorkspace } from '../../../src/live/workspace.ts';

/** supervisor's own parser, without supervisord: it starts nothing. */
export interface SupervisorLab extends AsyncDisposable {
  /** What it reads in a file, by the names of the programs. */
  parse(lines: readonly string[]): Promise<ReadonlyMap<string, Program>>;
}

export interface Program {
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly directory: string | null;
  readonly socket: string;
}

export async function openSupervisorLab(): Promise<SupervisorLab> {
  const workspace = await createWorkspace();
  const result = workspace.path('read.json');
  return {
    async parse(lines) {
      const file = await workspace.write('programs.conf', `${lines.join('\n')}\n`);
      const script = 'test/roundtrip/supervisor/parse.py';
      const { code, stderr } = await runProgram(['/usr/bin/python3', script, file, result]);
      if (code !== 0 || stderr !== '') throw new Error(`status ${code}: ${stderr}`);
      // What the script beside this file writes.
      return new Map(
        Object.entries(JSON.parse(await readFile(result, 'utf8')) as Record<string, Program>),
      );
    },
    [Symbol.asyncDispose]: workspace.dispose,
  };
}
