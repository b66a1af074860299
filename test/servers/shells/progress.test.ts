import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { SMALL } from '../../cli/descriptors.ts';
import { CLI } from '../../cli/run-cli.ts';
import { scratch } from '../../cli/scratch.ts';
import { needs } from '../needs.ts';
import { until } from '../until.ts';

describe.runIf(needs('script'))('deploygen lint on a terminal', () => {
  it('says how far it is when it takes longer than a second', async () => {
    let seconds = 0.6;

    // It begins to count when it has started, which may take as long.
    await until(() => {
      seconds *= 2;
      return screenOf(seconds).includes('\rlinting: 1 of 2');
    });
  });

  it('says nothing of it when it is quick', async () => {
    await until(() => !screenOf(0).includes('linting: '));
  });
});

/** What it shows when one of two files comes so many seconds late. */
function screenOf(seconds: number): string {
  const { path: cwd } = scratch({ 'a.yaml': SMALL, 'b.yaml': SMALL });
  const slowly = `(sleep ${seconds}; cat a.yaml) | ${process.execPath} ${CLI} lint - b.yaml`;
  const screen = execFileSync('script', ['-qefc', slowly, '/dev/null'], {
    cwd,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, TERM: 'dumb' },
  });
  expect(screen).toMatch(/no problems in 2 files\r\n$/);
  return screen;
}
