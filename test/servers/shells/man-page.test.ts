import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { targets } from '../../../src/targets/index.ts';
import { needs } from '../needs.ts';

describe.runIf(needs('groff'))('the manual page', () => {
  it('is sound roff, and has every command', () => {
    const input = readFileSync('dist/deploygen.1');
    const { stdout, stderr, status } = spawnSync(
      'groff',
      ['-man', '-Tutf8', '-ww', '-P-c', '-rLL=100n'],
      { input, encoding: 'utf8', env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8' } },
    );
    const text = stdout.replace(/.\x08/g, '');

    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const commands = ['lint', 'build', 'init', 'completion', ...targets.map(({ name }) => name)];
    for (const command of commands)
      expect(text).toMatch(new RegExp(`^ +deploygen ${command} `, 'm'));
    expect(text).toContain('--max-warnings <number>');
  });
});
