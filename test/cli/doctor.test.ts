import { describe, expect, it } from 'vitest';
import { runCli } from './run-cli.ts';
import { scratch } from './scratch.ts';

const REFUSED =
  '2026/11/21 09:23:03 [error] 1#1: *2 connect() failed (111: Connection refused) while connecting to upstream\n';

describe('deploygen doctor --log', () => {
  it('explains standard input, and says with 1 that something is wrong', async () => {
    const { status, stdout, stderr } = await runCli(['doctor', '--log', '-'], {
      cwd: '/',
      input: REFUSED,
    });

    expect(status).toBe(1);
    expect(stdout).toMatch(/^stdin:1: nginx: nobody listens on the socket \[socket-refused\]\n/);
    expect(stderr).toBe('1 cause in 1 line, 0 unknown\n');
  });

  it('prints JSON for programs', async () => {
    const { stdout } = await runCli(['doctor', '--log', '-', '--format', 'json'], {
      cwd: '/',
      input: `${REFUSED}hello\n`,
    });

    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      findings: [{ code: 'socket-refused', program: 'nginx', line: 1, times: 1 }],
      lines: 2,
      unknown: { count: 1, first: [{ line: 2, text: 'hello' }] },
    });
  });

  it('ends with 0 where nothing is wrong', async () => {
    expect(await runCli(['doctor', '--log', '-'], { cwd: '/', input: '' })).toMatchObject({
      status: 0,
      stdout: '',
    });
  });

  it('ends with 2 where the log cannot be read', async () => {
    const { status, stderr } = await runCli(['doctor', '--log', '/nowhere.log'], {
      cwd: '/',
      input: '',
    });

    expect(status).toBe(2);
    expect(stderr).toContain('cannot read /nowhere.log');
  });
});

describe('deploygen doctor', () => {
  it('says what is missing on this machine, and the command that mends it', async () => {
    const { path: cwd } = scratch({
      'deploy.yaml':
        'name: shop\nsocket: /run/dg-none/app.sock\ntargets: { systemd: {}, nginx: {} }\ncommand: [/dg-none/app]\nuser: nobody\n',
    });

    const { status, stdout } = await runCli(['doctor'], { cwd });

    expect(status).toBe(1);
    expect(stdout).toMatch(
      /^deploy\.yaml: "\/dg-none\/app" does not exist, as there is no folder "\/dg-none" \[command-missing\]\n {2}why {3}.*\n {2}mend {2}/,
    );
  });
});
