import { readFile, readlink, stat } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningProgram, startProgram } from '../../src/live/program.ts';
import { runProgram } from '../../src/live/run-program.ts';
import { accepts } from '../../src/live/socket-address.ts';
import { createWorkspace, type Workspace } from '../../src/live/workspace.ts';
import { echoBundle } from './echo-bundle.ts';
import { needs } from './needs.ts';
import { underLoad } from './process-load.ts';
import { renderedFiles } from './rendered-files.ts';
import { until } from './until.ts';

const WORKERS = ['shop_00', 'shop_01', 'shop_02', 'shop_03'] as const;

describe.runIf(needs('supervisord', 'root'))('processes under supervisor', () => {
  let workspace: Workspace;
  let supervisord: RunningProgram;

  beforeAll(async () => {
    workspace = await createWorkspace();
    await echoBundle(workspace);
    await writeProgram({});
    const control = workspace.path('control.sock');
    const main = await workspace.write(
      'main.conf',
      `[supervisord]
logfile=${workspace.path('supervisord.log')}
pidfile=${workspace.path('supervisord.pid')}
childlogdir=${workspace.directory}
nodaemon=true
user=root
[unix_http_server]
file=${control}
[rpcinterface:supervisor]
supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface
[supervisorctl]
serverurl=unix://${control}
[include]
files=${workspace.path('shop.conf')}
`,
    );
    supervisord = await startProgram({
      command: ['supervisord', '-c', main],
      ready: { kind: 'accepts', address: { kind: 'unix', path: control } },
    });
    await allRunning();
  });
  afterAll(async () => {
    await supervisord.stop({ limitMilliseconds: 10_000 });
    await workspace.dispose();
  });

  const address = () => ({ kind: 'unix', path: workspace.path('app.sock') }) as const;

  it('share one socket, which belongs to whom it should', async () => {
    const pids = await allRunning();
    const sockets = await Promise.all(pids.map((pid) => readlink(`/proc/${pid}/fd/0`)));
    const socket = await stat(address().path);
    const { stdout } = await runProgram(['getent', 'group', 'daemon']);

    expect(new Set(pids).size).toBe(4);
    expect(new Set(sockets).size).toBe(1);
    expect(sockets[0]).toMatch(/^socket:/);
    expect(socket.mode & 0o7777).toBe(0o640);
    expect([socket.uid, socket.gid]).toEqual([65_534, Number(stdout.split(':')[2])]);
  });

  it('run as the user, and say so in the environment', async () => {
    const [pid] = await allRunning();
    const environment = (await readFile(`/proc/${pid}/environ`, 'utf8')).split('\0');
    const status = await readFile(`/proc/${pid}/status`, 'utf8');

    expect(environment).toEqual(
      expect.arrayContaining(['HOME=/', 'LOGNAME=nobody', 'USER=nobody', 'QUOTES="a" \'b\'']),
    );
    expect(status).toMatch(/^Uid:\t65534\t65534\t65534\t65534$/m);
    expect(status).toMatch(/^Umask:\t0027$/m);
  });

  it('share the requests', async () => {
    // A process may run for a while before it answers.
    const load = await underLoad(address(), ({ answers }) =>
      until(() => answers.size === WORKERS.length),
    );

    expect([...load.answers.keys()].sort()).toEqual([...(await allRunning())].sort());
    expect(load.lost).toEqual([]);
  });

  it('limit supervisor-full-stop: with the last process the socket closes', async () => {
    await control('stop', 'shop:*');
    const isOpen = await accepts(address());
    await control('start', 'shop:*');

    expect(isOpen).toBe(false);
    expect(await accepts(address())).toBe(true);
  });

  it('limit supervisor-socket-options: a change of the mode alone goes unnoticed', async () => {
    await writeProgram({ mode: '0600' });

    expect(await control('reread')).toContain('No config updates');
  });

  async function writeProgram(socket: object): Promise<void> {
    const files = renderedFiles(
      {
        name: 'shop',
        socket: { path: address().path, group: 'daemon', mode: '0640', ...socket },
        processes: 4,
        command: [process.execPath, workspace.path('echo.mjs')],
        user: 'nobody',
        umask: '027',
        environment: { QUOTES: '"a" \'b\'' },
      },
      'supervisor',
    );
    const text = files['shop.supervisor.conf'] ?? '';
    // The folder of the package's logs is not for tests.
    await workspace.write(
      'shop.conf',
      text.replace('=/var/log/supervisor/', `=${workspace.directory}/`),
    );
  }

  async function control(...words: readonly string[]): Promise<string> {
    const command = ['supervisorctl', '-c', workspace.path('main.conf'), ...words] as const;
    const { stdout, stderr } = await runProgram([...command]);
    expect(stderr).toBe('');
    return stdout;
  }

  /** The process numbers, once every process has got past its first second. */
  async function allRunning(): Promise<readonly number[]> {
    return until(async () => {
      const { stdout } = await runProgram([
        'supervisorctl',
        '-c',
        workspace.path('main.conf'),
        'status',
      ]);
      const pids = [...stdout.matchAll(/RUNNING +pid (\d+)/g)].map(([, pid]) => Number(pid));
      return pids.length === WORKERS.length ? pids : null;
    });
  }
});
