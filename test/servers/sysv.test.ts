import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ProgramRun, runProgram } from '../../src/live/run-program.ts';
import { accepts } from '../../src/live/socket-address.ts';
import { createWorkspace, type Workspace } from '../../src/live/workspace.ts';
import { echoBundle } from './echo-bundle.ts';
import { install, planned, take } from './installed.ts';
import { needs } from './needs.ts';
import { answeringProcess, underLoad } from './process-load.ts';
import { renderedFiles } from './rendered-files.ts';
import { startSystemdMachine } from './systemd-machine.ts';
import { until } from './until.ts';

const SAY = 'trap "echo reloaded" HUP; echo "queue $QUEUE"; while :; do sleep 0.05; done';
const DEAF = 'trap "" TERM; echo deaf; while :; do sleep 0.05; done';

describe.runIf(needs('spawn-fcgi', 'multiwatch', 'setpriv', 'flock', 'pgrep', 'root'))(
  'an init script',
  () => {
    let workspace: Workspace;
    let stranger: ChildProcess;

    beforeAll(async () => {
      workspace = await createWorkspace();
      await echoBundle(workspace);
      await runProgram(['chmod', '711', workspace.directory]);
      stranger = spawn('sleep', ['9999'], { detached: true, stdio: 'ignore' });
      const shared = { user: 'nobody', processes: 2, stop: { timeout: '1s' } };
      const apps = [
        {
          ...shared,
          name: 'shop',
          socket: { path: address().path, group: 'daemon' },
          command: [process.execPath, workspace.path('echo.mjs')],
          workers: [
            { name: 'queue', command: ['/bin/sh', '-c', SAY], environment: { QUEUE: 'a' } },
          ],
        },
        {
          ...shared,
          name: 'say',
          socket: workspace.path('say.sock'),
          mount: '/say',
          command: ['/bin/sh', '-c', SAY],
          environment: { QUEUE: 'none' },
          reload: 'HUP',
          log: workspace.path('say.log'),
        },
        {
          ...shared,
          name: 'deaf',
          socket: workspace.path('deaf.sock'),
          mount: '/deaf',
          command: ['/bin/sh', '-c', DEAF],
          log: workspace.path('deaf.log'),
        },
        {
          ...shared,
          name: 'nowhere',
          socket: workspace.path('nowhere/app.sock'),
          mount: '/nowhere',
          command: ['/bin/false'],
        },
      ];
      for (const [name, text] of Object.entries(renderedFiles({ apps }, 'sysv'))) {
        // The folders of the machine are not for tests.
        const moved = text.replaceAll(
          /\/(run|etc\/deploygen|var\/log)(?=\/)/g,
          workspace.directory,
        );
        const file = await workspace.write(name, moved);
        await runProgram(['chmod', '755', file]);
      }
    });
    afterAll(async () => {
      for (const name of ['shop', 'say', 'deaf', 'nowhere']) await service(name, 'stop');
      stranger.kill('SIGKILL');
      await workspace.dispose();
    });

    const address = () => ({ kind: 'unix', path: workspace.path('app.sock') }) as const;

    it('starts what does not run, and says whether it runs', async () => {
      const before = await service('shop', 'status');
      const started = await service('shop', 'start');
      const pid = await numberOf('shop');
      const again = await service('shop', 'start');
      const status = await service('shop', 'status');

      expect(before).toMatchObject({
        code: 3,
        stdout: expect.stringContaining('shop does not run'),
      });
      expect(started).toMatchObject({ code: 0, stderr: '' });
      expect(started.stdout).toBe('shop is started\nshop-queue is started\n');
      expect(again).toMatchObject({
        code: 0,
        stdout: 'shop runs already\nshop-queue runs already\n',
      });
      expect(await numberOf('shop')).toBe(pid);
      expect(status).toMatchObject({ code: 0, stdout: 'shop runs\nshop-queue runs\n' });
    });

    it('has the socket served by as many processes as there shall be, and workers log', async () => {
      const load = await underLoad(address(), ({ answers }) => until(() => answers.size === 2));

      expect(load.lost).toEqual([]);
      await until(async () => (await log('shop-queue.log')).includes('queue a\n'));
    });

    it('limit sysv-restart: a restart closes the socket', async () => {
      const before = await answeringProcess(address());
      const load = await underLoad(address(), async ({ answers }) => {
        await until(() => answers.has(before));
        expect(await service('shop', 'restart')).toMatchObject({ code: 0, stderr: '' });
      });

      expect(load.lost.length).toBeGreaterThan(0);
      expect(load.answers.has(before)).toBe(true);
      expect(isAlive(before)).toBe(false);
    });

    it('limit sysv-nobody-watches: what is left without multiwatch is ended by stop or start', async () => {
      process.kill(await numberOf('shop'), 'SIGKILL');
      await until(async () => (await service('shop', 'status')).code === 1);
      const orphan = await answeringProcess(address());
      const started = await service('shop', 'start');

      expect(started).toMatchObject({ code: 0, stderr: '' });
      expect(isAlive(orphan)).toBe(false);
      expect(await answeringProcess(address())).toBeGreaterThan(1);
    });

    it('ends all that it has started, and what is ended already', async () => {
      // multiwatch is there before the two processes and their shells.
      const members = await until(async () => {
        const found = await membersOf(await numberOf('shop'));
        return found.length === 5 ? found : null;
      });
      const stopped = await service('shop', 'stop');
      const again = await service('shop', 'stop');

      expect(stopped).toMatchObject({
        code: 0,
        stdout: 'shop is stopped\nshop-queue is stopped\n',
      });
      expect(members.filter(isAlive)).toEqual([]);
      expect(again).toMatchObject({
        code: 0,
        stdout: 'shop does not run\nshop-queue does not run\n',
      });
      expect(await accepts(address())).toBe(false);
      expect((await service('shop', 'status')).code).toBe(3);
    });

    it.each([
      ['a number that another program has by now', (pid: number) => `${pid}\n1\n`],
      ['a number alone', (pid: number) => `${pid}\n`],
      ['nothing', () => ''],
    ])('ends nothing else: %s in its file', async (_, text) => {
      await writeFile(workspace.path('shop.pid'), text(stranger.pid ?? 0));
      const status = await service('shop', 'status');
      const stopped = await service('shop', 'stop');

      expect(status.code).toBe(3);
      expect(stopped).toMatchObject({ code: 0, stderr: '' });
      expect(isAlive(stranger.pid ?? 0)).toBe(true);
    });

    it('has processes reload', async () => {
      await service('say', 'start');
      await until(async () => (await log('say.log')).match(/queue none/g)?.length === 2);
      const reload = await service('say', 'reload');

      expect(reload).toMatchObject({ code: 0, stdout: 'say reloads\n', stderr: '' });
      await until(async () => (await log('say.log')).match(/reloaded/g)?.length === 2);
      expect((await service('say', 'status')).code).toBe(0);
      expect(await service('say', 'stop')).toMatchObject({ code: 0 });
      expect((await service('say', 'reload')).code).toBe(7);
    });

    it('kills what does not end in time', async () => {
      await service('deaf', 'start');
      await until(async () => (await log('deaf.log')).match(/deaf/g)?.length === 2);
      const members = await membersOf(await numberOf('deaf'));
      const stopped = await service('deaf', 'stop');

      expect(stopped).toMatchObject({ code: 0, stdout: 'deaf is stopped\n' });
      expect(members.filter(isAlive)).toEqual([]);
    });

    it('says what does not start, and where to look', async () => {
      const started = await service('nowhere', 'start');

      expect(started.code).toBe(1);
      expect(started.stderr).toBe(`nowhere does not start, see ${workspace.path('nowhere.log')}\n`);
      expect(await log('nowhere.log')).toContain('No such file or directory');
      expect((await service('nowhere', 'status')).code).toBe(3);
    });

    it('restarts only what runs, where that is asked', async () => {
      expect(await service('shop', 'try-restart')).toMatchObject({ code: 0, stdout: '' });
      expect((await service('shop', 'status')).code).toBe(3);
    });

    it('restarts all where only a part runs', async () => {
      await service('shop', 'start');
      const queue = await numberOf('shop-queue');
      await until(async () => {
        await runProgram(['pkill', '-KILL', '-s', String(queue)]);
        return (await service('shop', 'status')).code === 3;
      });
      const before = await numberOf('shop');
      const withoutWorker = await service('shop', 'try-restart');
      const after = await numberOf('shop');

      expect(withoutWorker).toMatchObject({ code: 0, stderr: '' });
      expect(after).not.toBe(before);
      expect(await service('shop', 'status')).toMatchObject({ code: 0 });

      process.kill(after, 'SIGKILL');
      await until(async () => (await service('shop', 'status')).code === 1);

      expect(await service('shop', 'try-restart')).toMatchObject({ code: 0, stderr: '' });
      expect(await numberOf('shop')).not.toBe(after);
      expect(await service('shop', 'status')).toMatchObject({ code: 0 });
    });

    it('waits for no lock that others could hold, and not for ever', async () => {
      const lock = workspace.path('shop.init.lock');
      const script = await readFile(workspace.path('shop.sysv.sh'), 'utf8');
      const hurried = await workspace.write(
        'hurried.sysv.sh',
        script.replace(/^patience=.*/m, 'patience=1'),
        0o755,
      );
      const lockAs = (id: number) =>
        runProgram([
          'setpriv',
          ...account(id),
          'flock',
          '--shared',
          '--nonblock',
          lock,
          hurried,
          'stop',
        ]);

      expect(await lockAs(65534)).toMatchObject({
        code: 66,
        stderr: expect.stringContaining('Permission denied'),
      });
      expect(await lockAs(0)).toMatchObject({
        code: 1,
        stdout: '',
        stderr: 'shop: another start or stop still goes on\n',
      });
    });

    it('refuses what it does not know, and who may not', async () => {
      const script = workspace.path('shop.sysv.sh');

      expect((await service('shop', 'frobnicate')).code).toBe(2);
      expect((await service('shop', 'reload')).code).toBe(2);
      expect(await runProgram(['setpriv', ...account(65534), script, 'stop'])).toMatchObject({
        code: 4,
      });
    });

    function account(id: number): readonly string[] {
      return [`--reuid=${id}`, `--regid=${id}`, '--clear-groups'];
    }

    function service(name: string, action: string): Promise<ProgramRun> {
      return runProgram([workspace.path(`${name}.sysv.sh`), action]);
    }

    async function numberOf(name: string): Promise<number> {
      return Number((await readFile(workspace.path(`${name}.pid`), 'utf8')).split('\n')[0]);
    }

    async function membersOf(session: number): Promise<readonly number[]> {
      const { stdout } = await runProgram(['pgrep', '-s', String(session)]);
      return stdout.trim().split('\n').map(Number);
    }

    const log = (name: string) => readFile(workspace.path(name), 'utf8').catch(() => '');
  },
);

/** Not one of which only the entry is left, for a parent that takes its time. */
function isAlive(pid: number): boolean {
  const file = `/proc/${pid}/status`;
  return existsSync(file) && !/^State:\tZ/m.test(readFileSync(file, 'utf8'));
}

describe.runIf(needs('systemd', 'root', 'spawn-fcgi', 'multiwatch'))(
  'an installed init script',
  () => {
    it('is started at once and at every boot, and is gone afterwards', async () => {
      await using workspace = await createWorkspace();
      await echoBundle(workspace);
      await using machine = await startSystemdMachine({ '/srv/app': workspace.directory });
      await machine.succeed('useradd', '--system', 'shop');
      const descriptor = {
        name: 'shop',
        socket: 'unix:/run/shop/app.sock',
        user: 'shop',
        processes: 2,
        command: [process.execPath, '/srv/app/echo.mjs'],
      };
      const address = { kind: 'unix', path: machine.path('/run/shop/app.sock') } as const;
      await install(machine, descriptor, { target: 'sysv', phase: 'enable' });
      const first = await answeringProcess(address);
      await install(machine, descriptor, { target: 'sysv', phase: 'release' });
      const links = await machine.succeed('find', '/etc/rc2.d', '-name', '*shop');

      expect(await answeringProcess(address)).not.toBe(first);
      expect(await machine.succeed('systemctl', 'is-active', 'shop')).toBe('active\n');
      expect(links).toMatch(/^\/etc\/rc2\.d\/S\d+shop\n$/);

      const { steps } = planned(descriptor, 'sysv');
      await take(machine, steps.disable);
      await machine.succeed('rm', '/etc/init.d/shop');
      await take(machine, steps.forget);

      expect(await accepts(address)).toBe(false);
      expect(await machine.succeed('find', '/etc/rc2.d', '-name', '*shop')).toBe('');
      // Until the last of them is reaped it is in the list.
      await until(async () => (await machine.exec('pgrep', '-u', 'shop')).stdout === '');
    });
  },
);
