import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorkspace, type Workspace } from '../../src/live/workspace.ts';
import { install } from './installed.ts';
import { needs } from './needs.ts';
import { answeringProcess, underLoad } from './process-load.ts';
import { type SystemdMachine, startSystemdMachine } from './systemd-machine.ts';
import { until } from './until.ts';

const SHOP = {
  name: 'shop',
  socket: 'unix:/run/shop/app.sock',
  app: { kind: 'wsgi', module: 'slow:app' },
  directory: '/srv/app',
  user: 'shop',
  processes: 4,
  hardening: 'strict',
} as const;

describe.runIf(needs('systemd', 'root', 'uwsgi'))('uWSGI on a socket of systemd', () => {
  let workspace: Workspace;
  let machine: SystemdMachine;

  beforeAll(async () => {
    workspace = await createWorkspace();
    await workspace.write('slow.py', SLOW);
    machine = await startSystemdMachine({ '/srv/app': workspace.directory });
    await machine.succeed('chmod', '755', '/srv/app');
    await machine.succeed('useradd', '--system', 'shop');
    await install(machine, SHOP, { target: 'systemd' });
  });
  afterAll(async () => {
    await machine[Symbol.asyncDispose]();
    await workspace.dispose();
  });

  it('has as many processes as it shall, which share the requests', async () => {
    const { answers, lost } = await underLoad(address(), (load) =>
      until(() => load.answers.size === 4),
    );

    expect(answers.size).toBe(4);
    expect(lost).toEqual([]);
  });

  it.each([
    ['restarted', 'restart', 'shop.target'],
    ['reloaded', 'reload', 'shop.service'],
  ])('loses no request when it is %s', async (_, verb, unit) => {
    const before = await masterAndProcesses();
    const { lost } = await underLoad(address(), async () => {
      await machine.succeed('systemctl', verb, unit);
      await until(
        async () => !(await masterAndProcesses()).slice(1).some((pid) => before.includes(pid)),
      );
    });

    expect(lost).toEqual([]);
  });

  it('loses no request at a release, which no former death stops', async () => {
    await machine.succeed('systemctl', 'kill', '--signal=KILL', 'shop.service');
    await until(async () => {
      const state = ['show', '-P', 'NRestarts', '-P', 'ActiveState', 'shop.service'];
      return (await machine.succeed('systemctl', ...state)) === '1\nactive\n';
    });
    const { lost } = await underLoad(address(), () =>
      install(machine, SHOP, { target: 'systemd', phase: 'release' }),
    );

    expect(lost).toEqual([]);
  });

  it('loses at most the request in flight when a process is killed', async () => {
    const [, victim] = await masterAndProcesses();
    const { lost } = await underLoad(address(), () => machine.succeed('kill', '-9', victim ?? ''));

    expect(lost.length).toBeLessThanOrEqual(1);
    await until(async () => (await masterAndProcesses()).length === 5);
  });

  const address = () => ({ kind: 'unix', path: machine.path('/run/shop/app.sock') }) as const;

  async function masterAndProcesses(): Promise<readonly string[]> {
    const folder = '/sys/fs/cgroup/system.slice/shop.service/cgroup.procs';
    const { stdout } = await machine.exec('cat', folder);
    return stdout
      .trim()
      .split('\n')
      .sort((a, b) => Number(a) - Number(b));
  }
});

describe.runIf(needs('systemd', 'root', 'php-fpm8.2'))('php-fpm under systemd', () => {
  const album = {
    ...{ name: 'album', socket: 'unix:/run/album/app.sock', user: 'shop', processes: 8 },
    ...{ app: { kind: 'php', script: '/srv/album/index.php' }, hardening: 'strict' },
  } as const;
  let workspace: Workspace;
  let machine: SystemdMachine;

  beforeAll(async () => {
    workspace = await createWorkspace();
    await workspace.write('index.php', SLOW_PHP);
    machine = await startSystemdMachine({ '/srv/album': workspace.directory });
    await machine.succeed('chmod', '755', '/srv/album');
    await machine.succeed('useradd', '--system', 'shop');
    await install(machine, album, { target: 'systemd' });
  });
  afterAll(async () => {
    await machine[Symbol.asyncDispose]();
    await workspace.dispose();
  });

  it('loses no request when it is reloaded', async () => {
    const before = await answeringPhp(10);
    const { answers, lost } = await underLoad(
      () => answeringPhp(50),
      async (load) => {
        const old = new Set(load.answers.keys());
        await machine.succeed('systemctl', 'reload', 'album.service');
        await until(() => [...load.answers.keys()].some((pid) => !old.has(pid)));
      },
    );

    expect(lost).toEqual([]);
    expect(answers.size).toBeGreaterThan(8);
    expect(await answeringPhp(10)).not.toBe(before);
  });

  it('ends the requests in flight before it stops', async () => {
    const slow = answeringPhp(1000);
    await answeringPhp(10);
    await machine.succeed('systemctl', 'restart', 'album.service');

    expect(await slow).toBeGreaterThan(1);
    await until(() => answeringPhp(10).catch(() => null));
  });

  function answeringPhp(milliseconds: number): Promise<number> {
    const address = { kind: 'unix', path: machine.path('/run/album/app.sock') } as const;
    return answeringProcess(address, String(milliseconds), [
      ['SCRIPT_FILENAME', '/srv/album/index.php'],
    ]);
  }
});

/** Answers as the echo responder does, as far as the load needs it. */
const SLOW = `import json, os, time

def app(environ, start_response):
    time.sleep(0.01)
    start_response('200 OK', [('Content-Type', 'application/json')])
    return [json.dumps({'params': [], 'pid': os.getpid()}).encode()]
`;

/** The same, after as many milliseconds as the query says. */
const SLOW_PHP = `<?php
usleep(1000 * (int) $_SERVER['QUERY_STRING']);
echo json_encode(['params' => [], 'pid' => getmypid()]);
`;
