import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { SMALL } from '../../cli/descriptors.ts';
import { CLI } from '../../cli/run-cli.ts';
import { scratch } from '../../cli/scratch.ts';
import { needs } from '../needs.ts';

describe.runIf(needs('script'))('deploygen lint on a terminal', () => {
  it.each([
    ['says how far it is when it takes longer than a second', 1.1, true],
    ['says nothing of it when it is quick', 0, false],
  ])('%s', (_, seconds, isShown) => {
    const { path: cwd } = scratch({ 'a.yaml': SMALL, 'b.yaml': SMALL });
    const slowly = `(sleep ${seconds}; cat a.yaml) | ${process.execPath} ${CLI} lint - b.yaml`;
    const screen = execFileSync('script', ['-qefc', slowly, '/dev/null'], {
      cwd,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, TERM: 'dumb' },
    });

    expect(screen.includes('\rlinting: 1 of 2')).toBe(isShown);
    expect(screen).toMatch(/no problems in 2 files\r\n$/);
  });
});
