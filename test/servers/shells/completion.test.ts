import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { createWorkspace } from '../../../src/live/workspace.ts';
import { runCli } from '../../cli/run-cli.ts';
import { needs } from '../needs.ts';
import { until } from '../until.ts';

/** What is typed, and what the shell makes of it or offers. */
const CASES: readonly (readonly [typed: string, offered: readonly string[]])[] = [
  ['deploygen lin', ['lint']],
  ['deploygen lint --form', ['--format']],
  ['deploygen lint --format sa', ['sarif']],
  ['deploygen completion z', ['zsh']],
  ['deploygen build --ch', ['--check']],
  ['deploygen nginx sho', ['shop.yaml']],
  ['deploygen build --output fold', ['folder/']],
];

describe.runIf(needs('bash'))('completions for bash', () => {
  it.each(CASES)('%s<Tab>', async (typed, offered) => {
    await using folder = await prepared('bash');
    const words = typed.split(' ');
    const script = `source ./completions
COMP_WORDS=(${words.join(' ')}) COMP_CWORD=${words.length - 1}
_deploygen
if [ \${#COMPREPLY[@]} -eq 0 ]; then compgen -f -- ${words.at(-1)}; else printf '%s\\n' "\${COMPREPLY[@]}"; fi`;
    const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', script], {
      cwd: folder.directory,
      encoding: 'utf8',
    });

    expect(stderr).toBe('');
    expect(stdout.trimEnd().split('\n')).toEqual(offered.map((word) => word.replace(/\/$/, '')));
  });
});

describe.runIf(needs('fish'))('completions for fish', () => {
  it.each(CASES)('%s<Tab>', async (typed, offered) => {
    await using folder = await prepared('fish');
    const { stdout, stderr } = spawnSync(
      'fish',
      ['--no-config', '-c', `source ./completions; complete -C ${JSON.stringify(typed)}`],
      { cwd: folder.directory, encoding: 'utf8', env: shellEnvironment(folder.directory) },
    );

    expect(stderr).toBe('');
    const candidates = stdout.trimEnd().split('\n');
    expect(candidates.map((line) => line.split('\t')[0])).toEqual(offered);
  });
});

describe.runIf(needs('zsh', 'script'))('completions for zsh', () => {
  it.each(CASES)('%s<Tab>', async (typed, [offered = '']) => {
    await using folder = await prepared('zsh');
    // zsh completes on a terminal only.
    const child = spawn('script', ['-qefc', 'zsh -f -i', '/dev/null'], {
      cwd: folder.directory,
      env: shellEnvironment(folder.directory),
    });
    const ended = once(child, 'close');
    let screen = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        screen += chunk.toString();
      });
    }
    try {
      child.stdin.write(
        `autoload -Uz compinit; compinit -D -u; unsetopt beep; source ./completions; PS1='rea''dy> '\n`,
      );
      await until(() => screen.includes('ready> '));
      const start = screen.length;
      child.stdin.write(`${typed}\t`);
      const rest = typed.slice(0, typed.lastIndexOf(' ') + 1) + offered;
      // What the terminal is told beside the characters is of no interest here.
      await until(() => plain(screen.slice(start)).includes(rest));
    } finally {
      child.kill('SIGKILL');
      await ended;
    }
  });
});

/** A folder with the completions, a file and a folder. */
async function prepared(shell: string) {
  const workspace = await createWorkspace();
  const { stdout, status } = await runCli(['completion', shell], { cwd: workspace.directory });
  expect(status).toBe(0);
  await workspace.write('completions', stdout);
  await workspace.write('shop.yaml', '');
  await workspace.write('folder/x', '');
  return workspace;
}

function shellEnvironment(home: string): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, HOME: home, TERM: 'xterm', LC_ALL: 'C.UTF-8' };
}

function plain(text: string): string {
  return text.replace(/\x1b(\[[0-9;?]*[A-Za-z]|[=>])|[\r\x07]/g, '');
}
