import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorkspace, type Workspace } from '../../src/live/workspace.ts';
import { install } from './installed.ts';
import { needs } from './needs.ts';
import { underLoad } from './process-load.ts';
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
    const { answers, lost } = await underLoad(address(), async () => {});

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

  it('loses no request at a release', async () => {
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

/** Answers as the echo responder does, as far as the load needs it. */
const SLOW = `import json, os, time

def app(environ, start_response):
    time.sleep(0.01)
    start_response('200 OK', [('Content-Type', 'application/json')])
    return [json.dumps({'params': [], 'pid': os.getpid()}).encode()]
`;
