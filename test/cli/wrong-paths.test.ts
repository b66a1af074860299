import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SMALL } from './descriptors.ts';
import { type CliResult, runCli } from './run-cli.ts';
import { scratch } from './scratch.ts';

const LONG = 'x'.repeat(300);

const UNREADABLE = [
  ['missing', 'there is no such file or folder'],
  ['', 'the name is empty'],
  ['folder', 'it is a folder'],
  ['deploy.yaml/x', 'a file stands where a folder belongs'],
  ['dangling', 'it is a link to what is not there'],
  ['loop', 'its links go in circles'],
  ['pipe', 'it is a pipe'],
  ['socket', 'it is a socket'],
  [LONG, 'the name is too long'],
] as const;

const UNWRITABLE = [
  ['deploy.yaml', 'a file stands where a folder belongs'],
  ['deploy.yaml/x', 'a file stands where a folder belongs'],
  ['dangling', 'it is a link to what is not there'],
  ['loop', 'its links go in circles'],
  ['pipe', 'a file stands where a folder belongs'],
  [LONG, 'the name is too long'],
] as const;

describe('a wrong path ends with 2, with its reason and a remedy', () => {
  it.each([[['nginx']], [['doctor', '--log']], [['lint', 'deploy.yaml', '--overlay']]])(
    'to read, for %j',
    async (words) => {
      await using place = await wrongPlaces();

      for (const [path, reason] of UNREADABLE) {
        const run = await runCli([...words, path], { cwd: place.path });
        // An option without a value is refused before anybody looks.
        if (path === '' && words.at(-1)?.startsWith('--')) {
          expectRefusal(run, `${words.at(-1)} is empty: give it a value`);
        } else expectRefusal(run, `cannot read ${path || '""'}: ${reason} [input-unreadable]`);
      }
    },
  );

  it.each([
    [['nginx', '-o'], 'write into'],
    [['nginx', '--layout', 'standalone', '--state-dir'], 'make'],
  ])('to write, for %j', async (words, doing) => {
    await using place = await wrongPlaces();

    for (const [path, reason] of UNWRITABLE) {
      const run = await runCli([...words, path], { cwd: place.path });

      expectRefusal(run, new RegExp(`cannot (${doing}|read) .*: ${reason} \\[`));
    }
  });

  it('of temporary files', async () => {
    await using place = await wrongPlaces();
    const env = { TMPDIR: '/deploygen-nowhere' };
    const set = ['--set', 'user=nobody', '--set', 'command=[/bin/true]'];
    const run = await runCli(['verify', '--target', 'spawn-fcgi', ...set], {
      cwd: place.path,
      env,
    });

    expectRefusal(run, /^deploygen: cannot make \/deploygen-nowhere\/.*\n.*help: set TMPDIR/);
  });

  it('of standard input that was read already', async () => {
    await using place = await wrongPlaces();
    const words = ['nginx', '-', '--overlay', '-'];
    const run = await runCli(words, { cwd: place.path, input: SMALL });

    expectRefusal(run, 'standard input can be read only once');
  });
});

describe('what is named by a folder', () => {
  it('is reported by the name that it has there, and keeps nobody waiting', async () => {
    await using place = await wrongPlaces();
    mkdirSync(join(place.path, 'all/a'), { recursive: true });
    execFileSync('mkfifo', [join(place.path, 'all/a/deploy.yaml')]);
    symlinkSync('nowhere', join(place.path, 'all/deploy.yaml'));

    const { status, stderr } = await runCli(['lint', 'all'], { cwd: place.path });

    expect(status).toBe(2);
    expect(stderr).toContain('cannot read all/a/deploy.yaml: it is a pipe [');
    expect(stderr).toContain('cannot read all/deploy.yaml: it is a link to what is not there [');
  });

  it.each(['pipe', 'deploy.yaml'])('blocks a build where %s is no folder', async (folder) => {
    await using place = await wrongPlaces();
    const words = ['build', '--check', '--set', 'targets.nginx={}', '-o', folder];
    const { status, stdout } = await runCli(words, { cwd: place.path });

    expect(status).toBe(1);
    expect(stdout).toContain(`"${folder}" is no folder`);
    expect(stdout).toContain('[drift-blocked]');
  });
});

it.each([
  [['explain', '/x', '--method', 'A B'], '--method takes a method such as GET, not "A B"'],
  [['explain', '/x', '--user', ''], '--user is empty: give it a value'],
  [['nginx', '--layout', 'standalone', '--state-dir', ''], '--state-dir is empty'],
  [['nginx', '--templates', ''], '--templates is empty'],
  [['nginx', '--layout', 'standalone', '--listen', ''], '--listen is empty'],
])('%j has a wrong value', async (words, message) => {
  const { path: cwd } = scratch({ 'deploy.yaml': SMALL });

  expectRefusal(await runCli(words, { cwd }), message);
});

function expectRefusal({ status, stdout, stderr }: CliResult, message: string | RegExp): void {
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  if (typeof message === 'string') expect(stderr).toContain(`deploygen: ${message}`);
  else expect(stderr).toMatch(message);
  expect(stderr).not.toMatch(/\bE[A-Z]{3,}\b|internal error|\bat \w/);
}

/** A folder with everything that is no file to read. */
async function wrongPlaces(): Promise<{ readonly path: string } & AsyncDisposable> {
  const { path, write } = scratch({ 'deploy.yaml': SMALL });
  write('folder/x', '');
  symlinkSync('nowhere', join(path, 'dangling'));
  symlinkSync('loop', join(path, 'loop'));
  execFileSync('mkfifo', [join(path, 'pipe')]);
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(join(path, 'socket'), resolve));
  return {
    path,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
