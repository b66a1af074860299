import { readFile, rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isRunning } from '../../src/live/process-tree.ts';
import { type RunningProgram, startProgram } from '../../src/live/program.ts';
import { runProgram } from '../../src/live/run-program.ts';
import { accepts } from '../../src/live/socket-address.ts';
import { createWorkspace, type Workspace } from '../../src/live/workspace.ts';
import { echoBundle } from './echo-bundle.ts';
import { needs } from './needs.ts';
import { answeringProcess, underLoad } from './process-load.ts';
import { renderedFiles } from './rendered-files.ts';
import { until } from './until.ts';

describe.runIf(needs('monit', 'spawn-fcgi', 'multiwatch', 'setpriv', 'flock', 'pgrep', 'root'))(
  'processes that monit watches',
  () => {
    let workspace: Workspace;
    let monit: RunningProgram;

    beforeAll(async () => {
      workspace = await createWorkspace();
      await echoBundle(workspace);
      await runProgram(['chmod', '777', workspace.directory]);
      const queue = { name: 'queue', command: ['/bin/sleep', '9999'] };
      const apps = [
        {
          name: 'shop',
          processes: 2,
          command: [process.execPath, workspace.path('echo.mjs')],
          workers: [queue],
        },
        { name: 'broken', mount: '/broken', restart: 'fail', command: ['/bin/false'] },
      ].map((app) => ({ user: 'nobody', socket: workspace.path(`${app.name}.sock`), ...app }));
      for (const target of ['sysv', 'monit']) {
        for (const [name, text] of Object.entries(renderedFiles({ apps }, target))) {
          // The folders of the machine are not for tests.
          const moved = text
            .replaceAll(/\/etc\/init\.d\/(\w+)/g, `${workspace.directory}/$1.sysv.sh`)
            // Until then monit does not ask a socket.
            .replaceAll(/(start program = .*)/g, '$1 with timeout 10 seconds')
            .replaceAll(/\/(run|etc\/deploygen|var\/log)(?=\/)/g, workspace.directory);
          await workspace.write(name, moved, 0o755);
        }
      }
      const own = ['id', 'state', 'pid'].map((file) => `set ${file}file ${workspace.path(file)}`);
      const main = [
        'set daemon 600',
        ...own,
        `set log ${workspace.path('monit.log')}`,
        // The socket by which its command line speaks to it.
        `set httpd unixsocket ${workspace.path('monit.sock')} allow test:test`,
        `include ${workspace.path('*.monit.conf')}`,
        '',
      ];
      monit = await startProgram({
        command: ['monit', '-I', '-c', await workspace.write('monitrc', main.join('\n'), 0o600)],
        ready: { kind: 'accepts', address: address() },
      });
    });
    afterAll(async () => {
      await monit.stop({ limitMilliseconds: 20_000 });
      for (const name of ['shop', 'broken'])
        await runProgram([workspace.path(`${name}.sysv.sh`), 'stop']);
      await workspace.dispose();
    });

    const address = () => ({ kind: 'unix', path: workspace.path('shop.sock') }) as const;
    /** The number and start of a program, as its init script has them. */
    const numberOf = async (name: string) => {
      const text = await readFile(workspace.path(`${name}.pid`), 'utf8').catch(() => '');
      const [pid, startTime] = text.split('\n');
      return startTime ? { pid: Number(pid), startTime } : null;
    };
    /** A cycle at once, and not when its time has come. */
    const cycle = () => monit.signal('SIGUSR1');

    it('are started, a worker too', async () => {
      const load = await underLoad(address(), ({ answers }) => until(() => answers.size === 2));
      const queue = await until(() => numberOf('shop-queue'));

      expect(load.lost).toEqual([]);
      expect(isRunning(queue)).toBe(true);
    });

    it('limit monit-cycle: a killed multiwatch is started again in the next cycle', async () => {
      const before = await until(() => numberOf('shop'));
      process.kill(before.pid, 'SIGKILL');
      // What it has left goes on.
      const load = await underLoad(address(), async () => {});

      expect(load.lost).toEqual([]);
      expect(await numberOf('shop')).toEqual(before);

      await until(async () => {
        cycle();
        const after = await numberOf('shop');
        return after !== null && after.pid !== before.pid && isRunning(after);
      });

      await until(() => accepts(address()));
      expect(load.answers.has(await answeringProcess(address()))).toBe(false);
    });

    it('are started again when the socket is lost', async () => {
      const before = await until(() => numberOf('shop'));
      await rm(address().path);
      await until(async () => {
        cycle();
        return accepts(address());
      });

      expect((await numberOf('shop'))?.pid).not.toBe(before.pid);
      expect(await answeringProcess(address())).toBeGreaterThan(1);
    });

    it('limit monit-whole-stop: to stop a worker is to restart all', async () => {
      const [shop, queue] = await until(async () => {
        const numbers = await Promise.all([numberOf('shop'), numberOf('shop-queue')]);
        return numbers.every((number) => number !== null && isRunning(number)) ? numbers : null;
      });
      const stop = ['monit', '-c', workspace.path('monitrc'), 'stop', 'shop-queue'] as const;

      // It refuses while it starts or stops something else.
      await until(async () => (await runProgram(stop)).code === 0);
      await until(async () => {
        cycle();
        const after = await Promise.all([numberOf('shop'), numberOf('shop-queue')]);
        return [shop, queue].every((before, index) => {
          const now = after[index];
          return now && now.pid !== before?.pid && isRunning(now);
        });
      });
    });
  },
);
