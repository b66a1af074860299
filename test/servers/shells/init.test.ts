import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { createWorkspace } from '../../../src/live/workspace.ts';
import { CLI } from '../../cli/run-cli.ts';
import { needs } from '../needs.ts';
import { until } from '../until.ts';

it.runIf(needs('script'))('deploygen init asks on a terminal', async () => {
  await using workspace = await createWorkspace();
  const child = spawn('script', ['-qefc', `${process.execPath} ${CLI} init`, '/dev/null'], {
    cwd: workspace.directory,
    env: { PATH: process.env.PATH, TERM: 'dumb' },
  });
  const ended = once(child, 'close');
  let screen = '';
  child.stdout.on('data', (chunk: Buffer) => {
    screen += chunk.toString();
  });
  try {
    const answers = [
      ['Name', 'desk'],
      ['URL path', ''],
      ['Host name', 'desk.example'],
      ['Folder', ''],
      ['User', 'www-desk'],
      ['Processes', '8'],
      ['Targets', 'apache, supervisor'],
    ] as const;
    for (const [question, answer] of answers) {
      await until(() => screen.includes(question));
      child.stdin.write(`${answer}\n`);
    }
    const [status] = await ended;

    expect(status, screen).toBe(0);
    const text = readFileSync(workspace.path('deploy.yaml'), 'utf8');
    expect(text).toContain('name: desk\n');
    expect(text).toContain('mount: /desk\nhosts: [desk.example]\n');
    expect(text).toContain('user: www-desk\n');
    expect(text).toContain('processes: 8\n');
    expect(text).toContain('targets:\n  apache: {}\n  supervisor: {}\n');
  } finally {
    child.kill('SIGKILL');
  }
});
