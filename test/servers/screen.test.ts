import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runProgram } from '../../src/live/run-program.ts';
import { accepts } from '../../src/live/socket-address.ts';
import { createWorkspace, type Workspace } from '../../src/live/workspace.ts';
import { echoBundle } from './echo-bundle.ts';
import { planned } from './installed.ts';
import { needs } from './needs.ts';
import { answeringProcess } from './process-load.ts';
import { renderedFiles } from './rendered-files.ts';
import { until } from './until.ts';

const SAY = 'echo "queue $QUEUE"; while :; do sleep 0.05; done';

describe.runIf(needs('screen', 'spawn-fcgi', 'multiwatch', 'setpriv', 'root'))(
  'processes in screen',
  () => {
    let workspace: Workspace;

    beforeAll(async () => {
      workspace = await createWorkspace();
      await echoBundle(workspace);
      await runProgram(['mkdir', '-m', '700', workspace.path('screens')]);
      await runProgram(['chmod', '711', workspace.directory]);
      for (const [name, text] of Object.entries(renderedFiles(descriptor(), 'screen'))) {
        const file = await workspace.write(name, text);
        await runProgram(['chmod', '755', file]);
      }
    });
    afterAll(async () => {
      for (const name of ['shop', 'shop-queue']) {
        await screen('-S', `${name}.`, '-X', 'stuff', '^C');
      }
      await until(async () => (await sessions()).length === 0);
      await workspace.dispose();
    });

    const address = () => ({ kind: 'unix', path: workspace.path('app.sock') }) as const;

    it('answer, and are started once', async () => {
      const started = await run(workspace.path('shop.screen.sh'));
      const first = await until(() => answeringProcess(address()).catch(() => null));
      const again = await run(workspace.path('shop.screen.sh'));

      expect(started).toMatchObject({ code: 0, stderr: '' });
      expect(again.stdout).toBe('shop runs already\nshop-queue runs already\n');
      expect(await sessions()).toEqual(['shop-queue.', 'shop.']);
      expect(first).toBeGreaterThan(1);
      await until(async () =>
        (await readFile(workspace.path('log'), 'utf8').catch(() => '')).includes('queue a'),
      );
    });

    it('finish their requests when they are told to end, which ends the session', async () => {
      const slow = answeringProcess(address(), 'dg=slow:700');
      // It has arrived when another one is answered behind it.
      await answeringProcess(address());
      const [first] = planned(descriptor(), 'screen').steps.disable;
      if (first?.kind !== 'run') throw new TypeError('it is a command');
      await run(...first.command);

      expect(await slow).toBeGreaterThan(1);
      await until(async () => !(await sessions()).includes('shop.'));
      expect(await sessions()).toEqual(['shop-queue.']);
      expect(await accepts(address())).toBe(false);
    });

    it('limit screen-nobody-watches: the session ends with multiwatch', async () => {
      await run(workspace.path('shop.screen.sh'));
      const pid = await until(() => answeringProcess(address()).catch(() => null));
      const shell = await parentOf(pid);
      process.kill(await parentOf(shell), 'SIGTERM');

      await until(async () => !(await sessions()).includes('shop.'));
      expect(await accepts(address())).toBe(false);
    });

    function descriptor(): object {
      return {
        name: 'shop',
        socket: { path: address().path, group: 'daemon' },
        processes: 2,
        user: 'nobody',
        command: [process.execPath, workspace.path('echo.mjs')],
        log: workspace.path('log'),
        workers: [{ name: 'queue', command: ['/bin/sh', '-c', SAY], environment: { QUEUE: 'a' } }],
      };
    }

    /** The names of the sessions, sorted. */
    async function sessions(): Promise<readonly string[]> {
      const { stdout } = await screen('-ls');
      return [...stdout.matchAll(/^\t\d+\.(\S+)/gm)].map(([, name = '']) => name).sort();
    }

    const screen = (...words: readonly string[]) => run('screen', ...words);

    function run(program: string, ...words: readonly string[]) {
      const environment = {
        PATH: process.env.PATH ?? '',
        TERM: 'xterm',
        // Not among the sessions of whoever runs the tests.
        SCREENDIR: workspace.path('screens'),
      };
      return runProgram([program, ...words], { environment });
    }
  },
);

async function parentOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^PPid:\t(\d+)$/m.exec(status)?.[1]);
}
