import { readFile, readlink, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { askFastcgi } from '../../src/live/fastcgi/client.ts';
import { runProgram } from '../../src/live/run-program.ts';
import { createWorkspace, type Workspace } from '../../src/live/workspace.ts';
import { startEchoMachine } from './echo-machine.ts';
import { install as installOn, type Phase } from './installed.ts';
import { needs } from './needs.ts';
import { answeringProcess, underLoad } from './process-load.ts';
import { renderedFiles } from './rendered-files.ts';
import type { SystemdMachine } from './systemd-machine.ts';
import { until } from './until.ts';

const PROFILES = ['off', 'basic', 'strict'] as const;
const PAGE = resolve('docs/targets/systemd.md');
/** What of a descriptor decides about the sandbox. */
const SCORED = [
  ['hardening: off'],
  ['hardening: basic'],
  ['hardening: basic', 'network: false'],
  ['hardening: strict'],
  ['hardening: strict', 'writable_paths: [/srv/shop/media]'],
  ['hardening: strict', 'network: true'],
  ['hardening: strict', 'command: [/usr/bin/node, /srv/shop/app.mjs]'],
];

const DESCRIPTOR = {
  name: 'shop',
  socket: 'unix:/run/shop/app.sock',
  processes: 4,
  command: [process.execPath, '/srv/app/echo.mjs'],
  user: 'shop',
} as const;

describe.runIf(needs('systemd-analyze'))('units for systemd', () => {
  it.each(PROFILES)('pass systemd-analyze verify, hardening %s', async (hardening) => {
    await using workspace = await createWorkspace();
    const files = await write(workspace, { ...DESCRIPTOR, directory: '/', hardening });
    const units = files.filter((file) => !file.endsWith('.conf'));
    const { code, stderr } = await runProgram([
      'systemd-analyze',
      'verify',
      '--recursive-errors=no',
      ...units,
      workspace.path('shop@1.service'),
    ]);

    expect(stderr).toBe('');
    expect(code).toBe(0);
  });

  it('are as exposed as docs/targets/systemd.md says', async () => {
    const page = await readFile(PAGE, 'utf8');
    const rows = await Promise.all(
      SCORED.map(async (fields) => {
        const said = fields.map((field) => `\`${field}\``).join(', ');
        return `| ${said} | ${await exposure(parse(fields.join('\n')))} |\n`;
      }),
    );
    const table = `| descriptor | exposure |\n|---|---|\n${rows.join('')}`;
    const written = page.replace(/(<!-- exposure -->\n)[^<]*(?=<!-- end -->)/, `$1${table}`);

    await expect(written).toMatchFileSnapshot(PAGE);
  });

  it('are exposed by no more than 0.5 with strict hardening', async () => {
    expect(Number((await exposure({ hardening: 'strict' })).split(' ')[0])).toBeLessThanOrEqual(
      0.5,
    );
  });

  async function exposure(fields: object): Promise<string> {
    await using workspace = await createWorkspace();
    await write(workspace, { ...DESCRIPTOR, command: ['/srv/shop/app.fcgi'], ...fields });
    const unit = workspace.path('shop@.service');
    const { stdout } = await runProgram([
      ...(['systemd-analyze', 'security', '--offline=true', unit] as const),
    ]);
    const [, score = '', word = ''] = /level for \S+: ([0-9.]+) (\S+)/.exec(stdout) ?? [];
    return `${score} ${word}`;
  }

  async function write(workspace: Workspace, descriptor: object): Promise<readonly string[]> {
    const files = Object.entries(renderedFiles(descriptor, 'systemd'));
    return Promise.all(files.map(([name, text]) => workspace.write(name, text)));
  }
});

describe.runIf(needs('systemd', 'root'))('workers under systemd', () => {
  let workspace: Workspace;
  let machine: SystemdMachine;

  beforeAll(async () => {
    ({ workspace, machine } = await startEchoMachine({ '/srv/perl': 'examples/perl' }));
    await machine.succeed('useradd', '--system', 'shop');
  });
  afterAll(async () => {
    await machine[Symbol.asyncDispose]();
    await workspace.dispose();
  });

  describe('on a unix socket', () => {
    beforeAll(() => install(DESCRIPTOR));
    const address = () => ({ kind: 'unix', path: machine.path('/run/shop/app.sock') }) as const;

    it('share one socket, which belongs to whom it should', async () => {
      const pids = await workerPids('shop', 4);
      const sockets = await Promise.all(
        pids.map((pid) => readlink(machine.path(`/proc/${pid}/fd/0`))),
      );
      const socket = await stat(address().path);
      const [shop, webGroup] = (
        await machine.succeed('sh', '-c', 'id -u shop; getent group www-data | cut -d: -f3')
      ).split('\n');

      expect(new Set(pids).size).toBe(4);
      expect(new Set(sockets).size).toBe(1);
      expect(sockets[0]).toMatch(/^socket:/);
      expect(socket.mode & 0o7777).toBe(0o660);
      expect([socket.uid, socket.gid]).toEqual([Number(shop), Number(webGroup)]);
    });

    it('share the requests', async () => {
      // A process may run for a while before it answers.
      const load = await underLoad(address(), ({ answers }) => until(() => answers.size === 4));

      expect([...load.answers.keys()].sort()).toEqual((await workerPids('shop', 4)).sort());
      expect(load.lost).toEqual([]);
    });

    it('are woken by a request when all of them are stopped', async () => {
      // Of the target alone, systemctl would not wait for them.
      await machine.succeed('systemctl', 'stop', 'shop.target', 'shop@*.service');
      const pid = await answeringProcess(address());
      const pids = await workerPids('shop', 4);
      await machine.succeed('systemctl', 'start', 'shop.target');

      expect(pids).toEqual([pid, 0, 0, 0]);
    });

    it('are replaced when one is killed', async () => {
      const [victim] = await workerPids('shop', 4);
      await machine.succeed('kill', '-9', String(victim));
      await until(async () => {
        const pids = await workerPids('shop', 4);
        return pids.every((pid) => pid > 1) && !pids.includes(victim ?? 0);
      });

      expect(await answeringProcess(address())).toBeGreaterThan(1);
    });

    it('lose no request when they become more, and then fewer', async () => {
      const load = await underLoad(address(), async () => {
        await install({ ...DESCRIPTOR, processes: 6 }, 'reload');
        expect(await running()).toBe(6);
        await install({ ...DESCRIPTOR, processes: 2 }, 'reload');
        expect(await running()).toBe(2);
        await install(DESCRIPTOR, 'rollback');
      });

      expect(load.lost).toEqual([]);
      expect(await running()).toBe(4);
    });

    it('limit systemd-fewer-workers: those that are no longer wanted run on', async () => {
      await install({ ...DESCRIPTOR, processes: 2 });
      await machine.succeed('systemctl', 'restart', 'shop.target');
      // systemctl waits for those only that the target wants.
      await until(async () => (await running()) === 4);
      await machine.succeed('systemctl', 'stop', 'shop@3.service', 'shop@4.service');

      expect((await workerPids('shop', 4)).slice(2)).toEqual([0, 0]);
    });
  });

  it('make up for a program that fails for a while', async () => {
    await install({
      name: 'late',
      socket: 'unix:/run/late.sock',
      command: ['/bin/sh', '-c', `test -e /tmp/repaired && exec ${DESCRIPTOR.command.join(' ')}`],
      user: 'shop',
    });
    const waiting = answeringProcess({ kind: 'unix', path: machine.path('/run/late.sock') });
    await until(async () => {
      const restarts = await machine.succeed('systemctl', 'show', '-P', 'NRestarts', 'late@1');
      return Number(restarts) >= 2;
    });
    await machine.succeed('touch', '/tmp/repaired');

    expect(await waiting).toBeGreaterThan(1);
  });

  it.each([
    ['127.0.0.1:9000', '127.0.0.1:9000'],
    ['[::1]:9000', '[::1]:9000'],
    // Of no interface: sockets are opened before the network is up.
    ['192.0.2.7:9000', '192.0.2.7:9000'],
  ])('take the TCP socket %s', async (socket, listening) => {
    await install({ ...DESCRIPTOR, name: 'tcp', socket, processes: 2 });
    const table = await machine.succeed('ss', '--no-header', '-tln');
    await machine.succeed('systemctl', 'stop', 'tcp.socket', 'tcp.target');

    expect(table.split(/\s+/)).toContain(listening);
  });

  describe('with strict hardening', () => {
    beforeAll(() =>
      install({
        name: 'notes',
        socket: 'unix:/run/notes/app.sock',
        processes: 2,
        command: ['/usr/bin/perl', '/srv/perl/notes.fcgi'],
        user: 'shop',
        hardening: 'strict',
      }),
    );

    it('answer', async () => {
      const { stdout, end } = await askFastcgi(
        { kind: 'unix', path: machine.path('/run/notes/app.sock') },
        {
          parameters: [
            ['REQUEST_METHOD', 'GET'],
            ['SCRIPT_NAME', '/notes'],
            ['PATH_INFO', '/'],
            ['REQUEST_URI', '/notes/'],
          ],
        },
      );

      expect(end?.appStatus).toBe(0);
      expect(stdout.toString()).toContain('/notes/write');
    });

    it('share a /tmp of their own, and can write nowhere else but in the state folder', async () => {
      await machine.succeed('install', '-d', '-o', 'shop', '/var/lib/notes', '/var/lib/other');
      await machine.succeed('systemctl', 'restart', 'notes.target');
      const [first = 0, second = 0] = await workerPids('notes', 2);
      const shop = (await machine.succeed('id', '-u', 'shop')).trim();
      const as = (pid: number, ...command: string[]) =>
        machine.exec('nsenter', '-t', String(pid), '-m', 'setpriv', '--reuid', shop, ...command);

      expect((await as(first, 'touch', '/tmp/shared', '/var/lib/notes/kept')).code).toBe(0);
      expect((await as(second, 'test', '-e', '/tmp/shared')).code).toBe(0);
      expect((await machine.exec('test', '-e', '/tmp/shared')).code).toBe(1);
      expect((await as(first, 'touch', '/var/lib/other/x')).stderr).toContain('Read-only');
    });
  });

  it('can still run setuid programs and use the network with basic hardening', async () => {
    await install({ ...DESCRIPTOR, name: 'plain', socket: 'unix:/run/plain.sock', processes: 1 });
    const [pid] = await workerPids('plain', 1);
    const status = await machine.succeed('cat', `/proc/${pid}/status`);
    const networks = ['self', pid].map((process) =>
      machine.succeed('readlink', `/proc/${process}/ns/net`),
    );

    expect(status).toMatch(/^NoNewPrivs:\t0$/m);
    expect(new Set(await Promise.all(networks)).size).toBe(1);
  });

  function install(descriptor: object, phase?: Phase): Promise<void> {
    return installOn(machine, descriptor, { target: 'systemd', ...(phase && { phase }) });
  }

  async function running(): Promise<number> {
    return (await workerPids('shop', 8)).filter((pid) => pid > 1).length;
  }

  /** The workers' process numbers on the machine, by instance; 0 for one that does not run. */
  function workerPids(name: string, count: number): Promise<number[]> {
    return Promise.all(
      Array.from({ length: count }, async (_, index) => {
        const unit = `${name}@${index + 1}.service`;
        return Number(await machine.succeed('systemctl', 'show', '-P', 'MainPID', unit));
      }),
    );
  }
});
