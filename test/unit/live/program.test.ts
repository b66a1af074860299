import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { findProgram } from '../../../src/live/find-program.ts';
import { freePort } from '../../../src/live/free-port.ts';
import { type ProgramOptions, startProgram } from '../../../src/live/program.ts';
import { runProgram } from '../../../src/live/run-program.ts';
import { createWorkspace } from '../../../src/live/workspace.ts';

const node = process.execPath;

describe('a program', () => {
  it('is found in PATH and in the sbin folders', () => {
    expect(findProgram('sh')).toMatch(/\/sh$/);
    expect(findProgram('no-such-program')).toBeNull();
  });

  it.each(['127.0.0.1', '::1'] as const)('is ready when it accepts on %s', async (host) => {
    const port = await freePort(host);
    const script = `require('net').createServer().listen(${port}, '${host}')`;
    const program = await startProgram({
      command: [node, '-e', script],
      ready: { kind: 'accepts', address: { kind: 'tcp', host, port } },
    });
    expect(await program.stop()).toEqual({ code: null, signal: 'SIGTERM' });
  });

  it('that ends early is reported with what it printed', async () => {
    await expect(start('echo out; echo because >&2; exit 3')).rejects.toThrow(
      /ended with status 3\nout\nbecause$/,
    );
  });

  it('that is not ready in time is stopped and reported', async () => {
    await expect(
      start('echo waiting; sleep 1000', { readyWithinMilliseconds: 2000 }),
    ).rejects.toThrow(/does not print "up" within 2000 ms\nwaiting$/);
  });

  it('that does not exist is reported', async () => {
    const command = ['/no/such/program'] as const;
    await expect(startProgram({ command, ready: { kind: 'started' } })).rejects.toThrow('ENOENT');
  });

  it('is killed with all its descendants when it does not end', async () => {
    const script =
      "trap '' TERM; sleep 1000 & setsid sh -c 'echo up; exec sleep 1001' & wait; wait";
    const program = await start(script);
    const family = () => processesLike(/^sleep\x00100[01]\x00$/, program.pid);
    await expect.poll(family).toHaveLength(2);
    const before = family();
    const end = await program.stop({ limitMilliseconds: 50 });
    expect(end).toEqual({ code: null, signal: 'SIGKILL' });
    expect(before.filter(isAlive)).toEqual([]);
  });

  it('is run to its end', async () => {
    expect(
      await runProgram(['/bin/sh', '-c', 'pwd; echo e >&2; exit 4'], { directory: '/' }),
    ).toEqual({
      code: 4,
      signal: null,
      stdout: '/\n',
      stderr: 'e\n',
    });
    const hanging = await runProgram(['/bin/sleep', '1000'], { timeoutMilliseconds: 50 });
    expect(hanging.signal).toBe('SIGKILL');
  });
});

describe('our own end', () => {
  it.each(['exit', 'throw', 'SIGTERM', 'SIGINT'] as const)(
    'by %s ends all programs and removes workspaces',
    async (how) => {
      const fixture = fileURLToPath(new URL('fixtures/starts-and-ends.ts', import.meta.url));
      const program = await startProgram({
        command: [node, '--import', 'tsx', fixture, how.startsWith('SIG') ? 'wait' : how],
        ready: { kind: 'prints', text: '}\n' },
      });
      const said: { directory: string; pids: number[] } = JSON.parse(program.stdout());
      if (how.startsWith('SIG')) program.signal(how as NodeJS.Signals);
      const { signal } = await program.ended;
      expect(signal).toBe(how.startsWith('SIG') ? how : null);
      expect(said.pids).toHaveLength(2);
      await expect.poll(() => said.pids.filter(isAlive)).toEqual([]);
      expect(existsSync(said.directory)).toBe(false);
    },
  );
});

describe('a workspace', () => {
  it('can be traversed by all and is removed', async () => {
    const workspace = await createWorkspace();
    const file = await workspace.write('sub/file', 'text', 0o600);
    expect(statSync(workspace.directory).mode & 0o777).toBe(0o755);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(workspace.path('sub', 'file'), 'utf8')).toBe('text');
    await workspace.dispose();
    expect(existsSync(workspace.directory)).toBe(false);
  });
});

describe('free ports', () => {
  it('are different', async () => {
    const ports = await Promise.all(Array.from({ length: 20 }, () => freePort()));
    expect(new Set(ports).size).toBe(20);
  });

  it('are given to no other process meanwhile', async () => {
    const other = createSocket('udp4').bind(await freePort(), '127.0.0.1');

    const [error] = await once(other, 'error');

    expect(error).toMatchObject({ code: 'EADDRINUSE' });
  });
});

function start(script: string, options: Partial<ProgramOptions> = {}) {
  return startProgram({
    command: ['/bin/sh', '-c', script],
    ready: { kind: 'prints', text: 'up' },
    ...options,
  });
}

/** Children of a process whose command line matches. */
function processesLike(commandLine: RegExp, parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => readProc(name, 'stat').includes(`) S ${parent} `))
    .filter((name) => commandLine.test(readProc(name, 'cmdline')))
    .map(Number);
}

function isAlive(pid: number): boolean {
  const stat = readProc(String(pid), 'stat');
  return stat !== '' && !stat.includes(') Z ');
}

/** Empty for a process that has ended, be it while we look. */
function readProc(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1');
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return '';
    throw error;
  }
}
