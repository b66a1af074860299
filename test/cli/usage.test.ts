import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { targets } from '../../src/targets/index.ts';
import { REFUSED, SMALL } from './descriptors.ts';
import { runCli, runShell } from './run-cli.ts';
import { scratch } from './scratch.ts';

const SCHEMA = join(import.meta.dirname, '../../schemas/deploy.schema.json');

describe('deploygen', () => {
  it.each(['--version', '-V'])('prints its version for %s', async (flag) => {
    const { path: cwd } = scratch();
    expect(await runCli([flag], { cwd })).toEqual({
      status: 0,
      stdout: `${manifest.version}\n`,
      stderr: '',
    });
  });

  it.each([['--help'], ['-h'], ['help']])('prints its commands for %s', async (flag) => {
    const { path: cwd } = scratch();
    const { status, stdout, stderr } = await runCli([flag], { cwd });

    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    for (const { name } of targets) expect(stdout).toMatch(new RegExp(`^  ${name} `, 'm'));
  });

  it('prints the flags of a target', async () => {
    const { path: cwd } = scratch();
    const { status, stdout } = await runCli(['nginx', '--help'], { cwd });

    expect(status).toBe(0);
    for (const flag of ['--output', '--file', '--layout', '--listen', '--state-dir']) {
      expect(stdout).toContain(flag);
    }
  });

  it.each([
    [['ngnix'], 'Did you mean nginx?'],
    [['supervisr', 'deploy.yaml'], 'Did you mean supervisor?'],
    [['schem'], 'Did you mean schema?'],
    [['quite-another'], "unknown command 'quite-another'"],
    [['nginx', '--otput', 'x'], 'Did you mean --output?'],
    [['nginx', 'a', 'b'], 'too many arguments'],
    [['nginx', '-o'], 'argument missing'],
    [['systemd', '--layout', 'site'], 'unknown option'],
    [[], 'Usage: deploygen'],
  ])('cannot run for %j', async (args, message) => {
    const { path: cwd } = scratch({ 'deploy.yaml': SMALL });
    const { status, stdout, stderr } = await runCli(args, { cwd });

    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(message);
  });

  it('lists every target with its layouts', async () => {
    const { path: cwd } = scratch();
    const { status, stdout } = await runCli(['targets'], { cwd });

    expect(status).toBe(0);
    const [, ...rows] = stdout.trimEnd().split('\n');
    expect(rows.map((row) => row.split(/ {2,}/).slice(0, 3))).toEqual(
      targets.map(({ name, side, layouts }) => [name, side, layouts.join(', ') || '-']),
    );
  });

  it('prints the schema', async () => {
    const { path: cwd } = scratch();
    const { status, stdout } = await runCli(['schema'], { cwd });

    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual(JSON.parse(readFileSync(SCHEMA, 'utf8')));
  });
});

describe('a reader that has seen enough', () => {
  it.each([
    ['of the schema', '$CLI schema | true; echo "${PIPESTATUS[0]}"', '0'],
    ['of a configuration', '$CLI nginx | true; echo "${PIPESTATUS[0]}"', '0'],
    ['of the help', '$CLI --help | true; echo "${PIPESTATUS[0]}"', '0'],
    [
      'of what went wrong',
      '$CLI nginx missing.yaml 2>&1 >/dev/null | true; echo "${PIPESTATUS[0]}"',
      '2',
    ],
    ['of nothing at all', '$CLI nginx >&-; echo "$?"', '0'],
  ])('is no error: %s', async (_, line, status) => {
    const { path: cwd } = scratch({ 'deploy.yaml': SMALL });

    expect(await runShell(line, cwd)).toEqual({ status: 0, stdout: `${status}\n`, stderr: '' });
  });
});

describe('colour', () => {
  it.each<readonly [string, NodeJS.ProcessEnv, boolean]>([
    ['not without a terminal', {}, false],
    ['with FORCE_COLOR', { FORCE_COLOR: '1' }, true],
    ['not with FORCE_COLOR=0', { FORCE_COLOR: '0' }, false],
    ['not with NO_COLOR', { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
    ['with an empty NO_COLOR, which says nothing', { NO_COLOR: '', FORCE_COLOR: '1' }, true],
  ])('is used %s', async (_, env, isColored) => {
    const { path: cwd } = scratch({ 'deploy.yaml': REFUSED });
    const { stderr } = await runCli(['nginx'], { cwd, env });

    expect(stderr.includes('\x1b[')).toBe(isColored);
  });

  it('is never used on standard output', async () => {
    const { path: cwd } = scratch({ 'deploy.yaml': SMALL });
    const { stdout } = await runCli(['nginx'], { cwd, env: { FORCE_COLOR: '1' } });

    expect(stdout).not.toContain('\x1b');
  });
});
