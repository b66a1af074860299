import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';

/** A folder in which the console blocks of a page run, with the built `deploygen` in the path. */
export interface Console {
  write(name: string, content: string): Promise<void>;
  /** Runs the commands of a block, the lines after "$ ", and returns the block as it should read. */
  transcribe(block: string): Promise<string>;
  /** What a command prints, both streams. */
  run(command: string): Promise<string>;
  [Symbol.asyncDispose](): Promise<void>;
}

export async function openConsole(): Promise<Console> {
  const directory = await mkdtemp(join(tmpdir(), 'deploygen-docs-'));
  const programs = join(directory, 'bin');
  const folder = join(directory, 'work');
  await mkdir(programs);
  await mkdir(folder);
  await symlink(resolve('dist/cli.js'), join(programs, 'deploygen'));
  const environment = {
    PATH: [programs, dirname(process.execPath), process.env.PATH].join(delimiter),
  };

  async function run(command: string): Promise<string> {
    const child = spawn('bash', ['--norc', '-c', `exec 2>&1\n${command}`], {
      cwd: folder,
      env: environment,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [printed] = await Promise.all([text(child.stdout), once(child, 'close')]);
    return printed;
  }

  return {
    run,
    async write(name, content) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), content);
    },
    async transcribe(block) {
      let transcript = '';
      for (const line of block.split('\n').filter((candidate) => candidate.startsWith('$ '))) {
        transcript += `${line}\n${await run(line.slice(2))}`;
      }
      return transcript;
    },
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true }),
  };
}
