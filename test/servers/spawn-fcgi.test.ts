import { spawn } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askFastcgi } from '../../src/live/fastcgi/client.ts';
import { descendantsOf } from '../../src/live/process-tree.ts';
import { type RunningProgram, startProgram } from '../../src/live/program.ts';
import { runProgram } from '../../src/live/run-program.ts';
import { accepts } from '../../src/live/socket-address.ts';
import { createWorkspace, type Workspace } from '../../src/live/workspace.ts';
import { echoBundle } from './echo-bundle.ts';
import { needs } from './needs.ts';
import { answeringProcess, underLoad } from './process-load.ts';
import { PROCESS_VALUES } from './process-values.ts';
import { renderedFiles } from './rendered-files.ts';
import { until } from './until.ts';

const canRun = needs('spawn-fcgi', 'multiwatch', 'setpriv', 'root');

describe.runIf(canRun)('processes under spawn-fcgi and multiwatch', () => {
  let workspace: Workspace;
  let script: RunningProgram;

  beforeAll(async () => {
    workspace = await createWorkspace();
    await echoBundle(workspace);
    await runProgram(['chmod', '711', workspace.directory]);
    script = await start();
  });
  afterAll(async () => {
    await script.stop();
    await workspace.dispose();
  });

  const address = () => ({ kind: 'unix', path: workspace.path('app.sock') }) as const;
  const scriptPath = () => workspace.path('shop.spawn-fcgi.sh');

  it('share the requests, on a socket that belongs to whom it should', async () => {
    const load = await underLoad(address(), async ({ answers }) => {
      await until(() => answers.size === 4);
    });
    const socket = await stat(address().path);
    const { stdout } = await runProgram(['getent', 'group', 'daemon']);

    expect(load.lost).toEqual([]);
    expect(socket.mode & 0o7777).toBe(0o640);
    expect([socket.uid, socket.gid]).toEqual([65_534, Number(stdout.split(':')[2])]);
  });

  it('run as the user, as the descriptor says', async () => {
    const pid = await answeringProcess(address());
    const environment = (await readFile(`/proc/${pid}/environ`, 'utf8')).split('\0');
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    const limits = await readFile(`/proc/${pid}/limits`, 'utf8');

    expect(environment).toEqual(
      expect.arrayContaining(['HOME=/', 'LOGNAME=nobody', 'USER=nobody', 'QUOTES="a" \'b\'']),
    );
    expect(status).toMatch(/^Uid:\t65534\t65534\t65534\t65534$/m);
    expect(status).toMatch(/^Umask:\t0027$/m);
    // A signal that it ignored from the start would not end it.
    expect(status).toMatch(/^SigIgn:\t[0-9a-f]*[0-9a-f]{4}$/m);
    expect(limits).toMatch(/^Max open files +4096 +4096 /m);
  });

  it('are replaced one by one, while the others answer', async () => {
    const load = await underLoad(address(), async ({ answers }) => {
      process.kill(await answeringProcess(address()), 'SIGKILL');
      await until(() => answers.size === 5);
    });

    // What it was about to answer.
    expect(load.lost.length).toBeLessThanOrEqual(8);
  });

  it('finish their requests when they are told to end, by the signal that they know', async () => {
    const slow = answeringProcess(address(), 'dg=slow:1000');
    await until(async () => (await accepts(address())) && descendantsOf(script.pid).length >= 8);
    // It has arrived when another one is answered behind it.
    await answeringProcess(address());
    await script.stop({ limitMilliseconds: 60_000 });

    expect(await slow).toBeGreaterThan(1);
    expect(descendantsOf(script.pid)).toEqual([]);
  });

  it('limit spawn-fcgi-restart: the socket closes with multiwatch', async () => {
    expect(await accepts(address())).toBe(false);

    script = await start();

    expect(await accepts(address())).toBe(true);
  });

  it('limit spawn-fcgi-orphans: processes go on without multiwatch, and keep the socket', async () => {
    await script.stop();
    const { pid = 0 } = spawn('sh', [scriptPath()], { detached: true, stdio: 'ignore' });
    await until(() => descendantsOf(pid).length === 8);
    process.kill(pid, 'SIGKILL');
    const again = await runProgram(['sh', scriptPath()]);

    expect(await answeringProcess(address())).toBeGreaterThan(1);
    expect(again.code).not.toBe(0);
    expect(again.stderr).toContain('already in use');

    process.kill(-pid, 'SIGKILL');
  });

  async function start(): Promise<RunningProgram> {
    const files = renderedFiles(
      {
        name: 'shop',
        socket: { path: address().path, group: 'daemon', mode: '0640' },
        processes: 4,
        command: [process.execPath, workspace.path('echo.mjs')],
        user: 'nobody',
        umask: '027',
        resources: { files: 4096 },
        // Programs that the script needs are found without it.
        environment: { QUOTES: '"a" \'b\'', PATH: '/nowhere' },
      },
      'spawn-fcgi',
    );
    const file = await workspace.write('shop.spawn-fcgi.sh', files['shop.spawn-fcgi.sh'] ?? '');
    const running = await startProgram({
      command: ['sh', file],
      ready: { kind: 'accepts', address: address() },
    });
    // One answers before the last one is there: four with their shells.
    await until(() => descendantsOf(running.pid).length === 8);
    return running;
  }
});

describe.runIf(canRun && needs('uwsgi', 'plackup', 'fcgiwrap'))(
  'apps and workers by spawn-fcgi',
  () => {
    let workspace: Workspace;
    const running = new Map<string, RunningProgram>();

    beforeAll(async () => {
      workspace = await createWorkspace();
      await workspace.write('hello.cgi', CGI);
      await workspace.write('plack.psgi', PSGI);
      await workspace.write('tell.py', await readFile('test/servers/fixtures/tell-start.py'));
      await runProgram(['chmod', '777', workspace.directory]);
      await runProgram(['chmod', '755', workspace.path('hello.cgi')]);
      const nasty = Object.fromEntries(PROCESS_VALUES.map((value, index) => [`V${index}`, value]));
      const tell = ['/usr/bin/python3', workspace.path('tell.py'), ...PROCESS_VALUES] as const;
      const apps = [
        { name: 'flask', app: { kind: 'wsgi', module: 'shop:app' }, directory: FLASK },
        { name: 'plack', app: { kind: 'psgi', script: workspace.path('plack.psgi') } },
        { name: 'cgi', app: { kind: 'cgi', script: workspace.path('hello.cgi') } },
        {
          name: 'busy',
          command: ['/bin/sh', '-c', 'echo again; exit 1'],
          log: workspace.path('busy.log'),
          workers: [
            {
              name: 'tell',
              command: tell,
              environment: { ...nasty, TELL: workspace.path('told.json') },
            },
          ],
        },
        {
          name: 'broken',
          command: ['/bin/sh', '-c', 'echo once more; exit 1'],
          restart: 'fail',
          log: workspace.path('broken.log'),
        },
      ].map((app) => ({
        mount: `/${app.name}`,
        socket: workspace.path(`${app.name}.sock`),
        user: 'nobody',
        processes: 2,
        ...app,
      }));
      for (const [name, text] of Object.entries(renderedFiles({ apps }, 'spawn-fcgi'))) {
        const file = await workspace.write(name, text);
        running.set(
          name,
          await startProgram({ command: ['sh', file], ready: { kind: 'started' } }),
        );
      }
    });
    afterAll(async () => {
      await Promise.all([...running.values()].map((program) => program.stop()));
      await workspace.dispose();
    });

    it.each([
      ['flask', '/order'],
      ['plack', 'SCRIPT_NAME=/plack PATH_INFO=/'],
      ['cgi', 'SCRIPT_NAME=/cgi PATH_INFO=/'],
    ])('%s answers', async (name, text) => {
      const address = { kind: 'unix', path: workspace.path(`${name}.sock`) } as const;
      const { stdout } = await until(() =>
        askFastcgi(address, {
          parameters: [
            ['REQUEST_METHOD', 'GET'],
            ['SCRIPT_NAME', `/${name}`],
            ['PATH_INFO', '/'],
            ['REQUEST_URI', `/${name}/`],
            ['QUERY_STRING', ''],
            ['SERVER_NAME', 'localhost'],
            ['SERVER_PORT', '80'],
            ['SERVER_PROTOCOL', 'HTTP/1.1'],
            ['SCRIPT_FILENAME', workspace.path('hello.cgi')],
          ],
        }).catch(() => null),
      );

      expect(stdout.toString()).toContain(text);
    });

    it('a worker gets its words and variables as they are written', async () => {
      const told = await until(() =>
        readFile(workspace.path('told.json'), 'utf8').catch(() => null),
      );
      const { arguments: words, environment } = JSON.parse(told);

      expect(words).toEqual(PROCESS_VALUES);
      expect(PROCESS_VALUES.map((_, index) => environment[`V${index}`])).toEqual(PROCESS_VALUES);
      expect(environment.USER).toBe('nobody');
    });

    it('what dies again and again is tried without end, after a pause, or given up', async () => {
      const said = async (file: string) =>
        (await readFile(workspace.path(file), 'utf8').catch(() => '')).match(
          /^(again|once more)$/gm,
        )?.length ?? 0;
      // Twice as often for each of two processes as multiwatch would by itself.
      await until(async () => (await said('busy.log')) >= 12);
      await until(() => accepts({ kind: 'unix', path: workspace.path('busy.sock') }));

      expect(await running.get('broken.spawn-fcgi.sh')?.ended).toMatchObject({ signal: null });
      expect(await said('broken.log')).toBe(12);
      expect(await accepts({ kind: 'unix', path: workspace.path('broken.sock') })).toBe(false);
    });
  },
);

const FLASK = `${process.cwd()}/examples/flask`;
const PSGI = `sub {
    my $env = shift;
    [200, ['Content-Type', 'text/plain'], ["SCRIPT_NAME=$env->{SCRIPT_NAME} PATH_INFO=$env->{PATH_INFO}\\n"]];
};
`;
const CGI = `#!/bin/sh
printf 'Content-Type: text/plain\\r\\n\\r\\nSCRIPT_NAME=%s PATH_INFO=%s\\n' "$SCRIPT_NAME" "$PATH_INFO"
`;
