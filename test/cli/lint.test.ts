import { describe, expect, it } from 'vitest';
import { rules } from '../../src/rules/index.ts';
import { SMALL } from './descriptors.ts';
import { runCli } from './run-cli.ts';
import { scratch } from './scratch.ts';

const WARNED = 'name: shop\nsocket: unix:/tmp/shop.sock\n';
const WRONG = 'name: shop\nsokcet: unix:/run/shop/app.sock\n';

describe('deploygen lint', () => {
  it('reads deploy.yaml, and says on standard error that nothing is wrong', async () => {
    const { path: cwd } = scratch({ 'deploy.yaml': SMALL });

    expect(await runCli(['lint'], { cwd })).toEqual({
      ...{ status: 0, stdout: '', stderr: 'no problems in 1 file\n' },
    });
  });

  it('reports on standard output, in the order of the files', async () => {
    const files = { 'deploy.yaml': SMALL, 'warned.yaml': WARNED, 'wrong.yaml': WRONG };
    const { path: cwd } = scratch(files);
    const names = ['wrong.yaml', 'deploy.yaml', 'warned.yaml', 'wrong.yaml'];
    const { status, stdout, stderr } = await runCli(['lint', ...names], { cwd });

    expect(status).toBe(1);
    expect(stderr).toBe('1 error, 1 warning in 3 files\n');
    expect(stdout.match(/^\w+\.yaml:.*$/gm)).toEqual([
      'wrong.yaml:2:1: error: unknown key "sokcet" [schema-unknown-key]',
      'warned.yaml:2:9: warning: socket "/tmp/shop.sock" is under /tmp [no-socket-in-tmp]',
    ]);
    expect(stdout).toContain('2 | sokcet: unix:/run/shop/app.sock\n  | ^^^^^^\n');
  });

  it('reads standard input', async () => {
    const { path: cwd } = scratch();
    const { status, stdout } = await runCli(['lint', '-'], { cwd, input: WARNED });

    expect(status).toBe(0);
    expect(stdout).toMatch(/^-:2:9: warning: /);
  });

  it.each([
    ['0', 1, '1 warning in 1 file, more than the 0 of --max-warnings\n'],
    ['1', 0, '1 warning in 1 file\n'],
  ])('--max-warnings %s ends one warning with %i', async (most, status, stderr) => {
    const { path: cwd } = scratch({ 'deploy.yaml': WARNED });

    expect(await runCli(['lint', '--max-warnings', most], { cwd })).toMatchObject({
      ...{ status, stderr },
    });
  });

  it.each([
    ['json', '{\n  "version": 1,'],
    ['sarif', '{\n  "$schema":'],
    ['github', '::warning title=deploygen (no-socket-in-tmp),file=deploy.yaml,line=2,'],
    ['gitlab', '[\n  {\n    "description": "no-socket-in-tmp: '],
  ])('--format %s, never in colour', async (format, beginning) => {
    const { path: cwd } = scratch({ 'deploy.yaml': WARNED });
    const env = { FORCE_COLOR: '1' };
    const { status, stdout } = await runCli(['lint', '--format', format], { cwd, env });

    expect(status).toBe(0);
    expect(stdout.slice(0, beginning.length)).toBe(beginning);
    expect(stdout).not.toContain('\x1b');
  });

  it('colours what people read, if it is asked to', async () => {
    const { path: cwd } = scratch({ 'deploy.yaml': WARNED });
    const { stdout } = await runCli(['lint'], { cwd, env: { FORCE_COLOR: '1' } });

    expect(stdout).toContain('\x1b[33mwarning:');
  });

  it.each([
    [['--format', 'xml'], /argument 'xml' is invalid.*Allowed choices are pretty, json/],
    [['--max-warnings', '-1'], /"-1" is no number of warnings/],
    [['--max-warnings', 'few'], /"few" is no number of warnings/],
    [['missing.yaml'], /cannot read missing\.yaml: there is no such file/],
  ])('%j could not run', async (args, message) => {
    const { path: cwd } = scratch({ 'deploy.yaml': WRONG });
    const { status, stdout, stderr } = await runCli(['lint', ...args], { cwd });

    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });

  it('judges the others where one file is missing', async () => {
    const { path: cwd } = scratch({ 'wrong.yaml': WRONG });
    const { status, stdout, stderr } = await runCli(['lint', 'missing.yaml', 'wrong.yaml'], {
      cwd,
    });

    expect(status).toBe(2);
    expect(stdout).toContain('[schema-unknown-key]');
    expect(stderr).toMatch(/^deploygen: cannot read missing\.yaml: .*\n.*\n1 error in 1 file\n$/);
  });
});

it('deploygen rules lists every rule', async () => {
  const { path: cwd } = scratch();
  const { status, stdout } = await runCli(['rules'], { cwd });
  const [, ...rows] = stdout.trimEnd().split('\n');

  expect(status).toBe(0);
  expect(rows.map((row) => row.split(/ {2,}/))).toEqual(
    rules.map(({ code, severity, summary }) => [code, severity, summary]),
  );
});
