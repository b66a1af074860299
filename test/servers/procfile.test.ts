import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RunningProgram, startProgram } from '../../src/live/program.ts';
import { runProgram } from '../../src/live/run-program.ts';
import { accepts } from '../../src/live/socket-address.ts';
import { createWorkspace, type Workspace } from '../../src/live/workspace.ts';
import { echoBundle } from './echo-bundle.ts';
import { needs } from './needs.ts';
import { answeringProcess, underLoad } from './process-load.ts';
import { renderedFiles } from './rendered-files.ts';
import { until } from './until.ts';

const SAY = 'echo "queue $QUEUE on $PORT"; while :; do sleep 0.05; done';
const DEAF = 'trap "" TERM; echo $$; while :; do sleep 0.05; done';

describe.runIf(needs('foreman', 'spawn-fcgi', 'multiwatch', 'setpriv', 'root'))(
  'processes of foreman',
  () => {
    let workspace: Workspace;

    beforeEach(async () => {
      workspace = await createWorkspace();
      await echoBundle(workspace);
      await runProgram(['chmod', '711', workspace.directory]);
    });
    afterEach(() => workspace.dispose());

    const address = (name: string) =>
      ({ kind: 'unix', path: workspace.path(`${name}.sock`) }) as const;

    it('answer on the sockets of several applications, and finish what they do', async () => {
      const foreman = await start(
        {
          name: 'shop',
          processes: 2,
          environment: { PORT: 'its own' },
          workers: [
            { name: 'queue', command: ['/bin/sh', '-c', SAY], environment: { QUEUE: '$PORT' } },
          ],
        },
        { name: 'wiki', mount: '/wiki' },
      );
      const checked = await runProgram(['foreman', 'check', '-f', workspace.path('Procfile')]);
      const load = await underLoad(address('shop'), ({ answers }) =>
        until(() => answers.size === 2),
      );
      await until(() => foreman.stdout().includes('queue $PORT on its own'));

      expect(checked).toMatchObject({
        code: 0,
        stdout: 'valid procfile detected (shop, shop-queue, wiki)\n',
      });
      expect(load.lost).toEqual([]);
      expect(await answeringProcess(address('wiki'))).toBeGreaterThan(1);

      const slow = answeringProcess(address('wiki'), 'dg=slow:700');
      await answeringProcess(address('wiki'));
      await foreman.stop({ limitMilliseconds: 20_000 });

      expect(await slow).toBeGreaterThan(1);
      expect(await accepts(address('wiki'))).toBe(false);
    });

    it('limit procfile-one-for-all: with one program all end', async () => {
      const foreman = await start({ name: 'shop' }, { name: 'wiki', mount: '/wiki' });
      process.kill(await multiwatchOf('wiki'), 'SIGTERM');
      await foreman.ended;

      expect(await accepts(address('shop'))).toBe(false);
    });

    it('limit procfile-orphans: what does not end in time goes on', async () => {
      const deaf = {
        name: 'deaf',
        command: ['/bin/sh', '-c', DEAF],
        log: workspace.path('log'),
      };
      const file = workspace.path('Procfile');
      await write(deaf);
      // foreman below another process, so that its end is not the end of all.
      const script = `foreman start -f "${file}" --timeout 1; echo over; sleep 1000`;
      await using outer = await startProgram({
        command: ['sh', '-c', script],
        ready: { kind: 'accepts', address: address('deaf') },
      });
      const pid = await until(async () => {
        const said = await readFile(workspace.path('log'), 'utf8').catch(() => '');
        return Number.parseInt(said, 10) || null;
      });
      const { stdout } = await runProgram(['pgrep', '-P', String(outer.pid)]);
      process.kill(Number(stdout), 'SIGTERM');
      await until(() => outer.stdout().includes('over'));

      expect(await parentOf(pid)).toBeGreaterThan(0);
      expect(await accepts(address('deaf'))).toBe(true);
    });

    async function start(...apps: readonly object[]): Promise<RunningProgram> {
      await write(...apps);
      return startProgram({
        command: ['foreman', 'start', '-f', workspace.path('Procfile'), '--timeout', '10'],
        ready: { kind: 'accepts', address: address('wiki') },
      });
    }

    async function write(...apps: readonly object[]): Promise<void> {
      const files = renderedFiles(
        {
          name: 'site',
          apps: apps.map((app) => ({
            user: 'nobody',
            command: [process.execPath, workspace.path('echo.mjs')],
            socket: address((app as { readonly name: string }).name).path,
            ...app,
          })),
        },
        'procfile',
      );
      for (const [name, text] of Object.entries(files)) await workspace.write(name, text);
    }

    async function multiwatchOf(name: string): Promise<number> {
      const pid = await until(() => answeringProcess(address(name)).catch(() => null));
      return parentOf(await parentOf(pid));
    }
  },
);

async function parentOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^PPid:\t(\d+)$/m.exec(status)?.[1]);
}
