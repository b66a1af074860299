import { mkdir, readFile, rm, stat, symlink } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installation, load } from '../../src/deploygen.ts';
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

/** What runs services in the folders of a tree, and what an administrator says to it. */
interface Supervision {
  readonly target: string;
  readonly needs: readonly string[];
  readonly folder: string;
  readonly logs: string;
  readonly gap: string;
  /** What ends the tree with all that is in it. */
  readonly ending: NodeJS.Signals;
  tree(services: string): readonly [string, ...string[]];
  restart(service: string): readonly [string, ...string[]];
  down(service: string): readonly [string, ...string[]];
  status(service: string): readonly [string, ...string[]];
  /** The process of a service, in what `status` says. */
  readonly up: RegExp;
  /** What `status` says of a service that was given up; null: nothing is. */
  readonly givenUp: RegExp | null;
}

const SUPERVISIONS: readonly Supervision[] = [
  {
    target: 'runit',
    needs: ['runsvdir', 'svlogd', 'chpst'],
    folder: '/etc/sv',
    logs: '/var/log/runit',
    gap: 'runit-restart',
    ending: 'SIGHUP',
    tree: (services) => ['runsvdir', '-P', services],
    restart: (service) => ['sv', '-w', '20', 'restart', service],
    down: (service) => ['sv', '-w', '20', 'down', service],
    status: (service) => ['sv', 'status', service],
    up: /^run: [^:]+: \(pid (\d+)\)/,
    givenUp: /^down: [^:]+: ([3-9]|\d\d+)s, normally up/,
  },
  {
    target: 's6',
    needs: ['s6-svscan', 's6-log'],
    folder: '/etc/s6/sv',
    logs: '/var/log/s6',
    gap: 's6-restart',
    ending: 'SIGTERM',
    tree: (services) => ['s6-svscan', services],
    restart: (service) => ['s6-svc', '-wr', '-T', '20000', '-r', service],
    down: (service) => ['s6-svc', '-wD', '-T', '20000', '-d', service],
    status: (service) => ['s6-svstat', service],
    up: /^up \(pid (\d+)\)/,
    givenUp: null,
  },
];

describe.each(SUPERVISIONS)('under $target', (supervision) => {
  const { target, folder, logs } = supervision;

  describe.runIf(
    needs(...supervision.needs, 'spawn-fcgi', 'multiwatch', 'setpriv', 'uwsgi', 'root'),
  )('processes', () => {
    const run = `/run/deploygen-${process.pid}-${target}`;
    const address = { kind: 'unix', path: `${run}/app.sock` } as const;
    let workspace: Workspace;
    let tree: RunningProgram;

    beforeAll(async () => {
      workspace = await createWorkspace();
      await echoBundle(workspace);
      await workspace.write('tell.py', await readFile('test/servers/fixtures/tell-start.py'));
      await runProgram(['chmod', '777', workspace.directory]);
      await place();
      tree = await startProgram({
        command: [...supervision.tree(workspace.path('services'))],
        ready: { kind: 'accepts', address },
      });
      await until(() => isComplete());
    });
    afterAll(async () => {
      for (const name of NAMES) await runProgram([...supervision.down(service(name))]);
      await tree.stop({ signal: supervision.ending });
      await workspace.dispose();
      await rm(run, { recursive: true, force: true });
    });

    const service = (name: string) => workspace.path('services', name);
    const status = async (name: string) =>
      (await runProgram([...supervision.status(service(name))])).stdout;
    const pidOf = async (name: string) => Number(supervision.up.exec(await status(name))?.[1] ?? 0);
    /** Four processes, each with its shell. */
    const isComplete = async () => {
      const pid = await pidOf('shop');
      return pid > 0 && descendantsOf(pid).length === 8;
    };

    it('share the requests, on a socket that belongs to whom it should', async () => {
      const load = await underLoad(address, async ({ answers }) => {
        await until(() => answers.size === 4);
      });
      const socket = await stat(address.path);
      const { stdout } = await runProgram(['getent', 'group', 'daemon']);

      expect(load.lost).toEqual([]);
      expect(socket.mode & 0o7777).toBe(0o640);
      expect([socket.uid, socket.gid]).toEqual([65_534, Number(stdout.split(':')[2])]);
      expect((await stat(run)).mode & 0o7777).toBe(0o755);
    });

    it('run as the user, and one that is killed is replaced', async () => {
      const killed = await answeringProcess(address);
      const proc = await readFile(`/proc/${killed}/status`, 'utf8');
      const manager = await pidOf('shop');
      const load = await underLoad(address, async ({ answers }) => {
        process.kill(killed, 'SIGKILL');
        await until(() => [...answers.keys()].filter((pid) => pid !== killed).length === 4);
      });

      expect(proc).toMatch(/^Uid:\t65534\t65534\t65534\t65534$/m);
      // What it was about to answer.
      expect(load.lost.length).toBeLessThanOrEqual(8);
      expect(await pidOf('shop')).toBe(manager);
    });

    it(`limit ${supervision.gap}: the socket closes with multiwatch`, async () => {
      const before = await pidOf('shop');
      const load = await underLoad(address, async () => {
        await runProgram([...supervision.restart(service('shop'))]);
        await until(async () => ![0, before].includes(await pidOf('shop')) && (await isComplete()));
      });

      expect(load.lost.length).toBeGreaterThan(0);
      expect(await answeringProcess(address)).toBeGreaterThan(1);
    });

    it('come back, all of them, when multiwatch is killed', async () => {
      await until(isComplete);
      const manager = await pidOf('shop');
      const before = descendantsOf(manager);
      process.kill(manager, 'SIGKILL');
      await until(async () => (await pidOf('shop')) !== manager && (await isComplete()));
      const after = descendantsOf(await pidOf('shop')).map(({ pid }) => pid);

      expect(after.filter((pid) => before.some((old) => old.pid === pid))).toEqual([]);
      expect(await answeringProcess(address)).toBeGreaterThan(1);
    });

    it('finish their requests when the service is taken down', async () => {
      const slow = answeringProcess(address, 'dg=slow:1000');
      // It has arrived when another one is answered behind it.
      await answeringProcess(address);
      await runProgram([...supervision.down(service('shop'))]);

      expect(await slow).toBeGreaterThan(1);
      await until(async () => (await pidOf('shop')) === 0);
      expect(await accepts(address)).toBe(false);
    });

    it('of uWSGI answer', async () => {
      const { stdout } = await until(() =>
        askFastcgi(
          { kind: 'unix', path: workspace.path('flask.sock') },
          { parameters: FLASK_REQUEST },
        ).catch(() => null),
      );

      expect(stdout.toString()).toContain('/order');
    });

    it('of a worker get their words and variables as they are written', async () => {
      const told = await until(() =>
        readFile(workspace.path('told.json'), 'utf8').catch(() => null),
      );
      const { arguments: words, environment } = JSON.parse(told);

      expect(words).toEqual(PROCESS_VALUES);
      expect(PROCESS_VALUES.map((_, index) => environment[`V${index}`])).toEqual(PROCESS_VALUES);
      expect(environment.USER).toBe('nobody');
    });

    it('have what they say in the log of the service', async () => {
      const log = workspace.path('logs', 'busy', 'current');
      // Twice as often for each of two processes as multiwatch would go on by itself.
      await until(async () => {
        const said = await readFile(log, 'utf8').catch(() => '');
        return (said.match(/ again$/gm)?.length ?? 0) >= 12;
      });

      expect(await accepts({ kind: 'unix', path: workspace.path('busy.sock') })).toBe(true);
    });

    const { givenUp } = supervision;
    if (givenUp !== null) {
      it('are given up where they should be', async () => {
        await until(async () => givenUp.test(await status('broken')));

        expect(await accepts({ kind: 'unix', path: workspace.path('broken.sock') })).toBe(false);
      });
    }

    /** Puts the files where the installation says, but below the workspace. */
    async function place(): Promise<void> {
      const descriptor = { apps: apps() };
      const texts = renderedFiles(descriptor, target);
      const loaded = load(JSON.stringify(descriptor), 'deploy.yaml');
      if (!loaded.ok) throw new TypeError('rendered before');
      const planned = installation(loaded.deployment, target);
      for (const { name, path, mode } of planned?.files ?? []) {
        const text = (texts[name] ?? '').replaceAll(`${logs}/`, `${workspace.path('logs')}/`);
        const own = path.replace(folder, 'sv');
        await workspace.write(own, text, Number.parseInt(mode, 8));
      }
      await mkdir(workspace.path('services'));
      for (const name of NAMES) await symlink(workspace.path('sv', name), service(name));
    }

    function apps() {
      const nasty = Object.fromEntries(PROCESS_VALUES.map((value, index) => [`V${index}`, value]));
      const shop = {
        name: 'shop',
        socket: { path: address.path, group: 'daemon', mode: '0640' },
        processes: 4,
        command: [process.execPath, workspace.path('echo.mjs')],
        workers: [
          {
            name: 'tell',
            command: ['/usr/bin/python3', workspace.path('tell.py'), ...PROCESS_VALUES],
            environment: { ...nasty, TELL: workspace.path('told.json') },
          },
        ],
      };
      const others = [
        { name: 'flask', app: { kind: 'wsgi', module: 'shop:app' }, directory: FLASK },
        { name: 'busy', processes: 2, command: ['/bin/sh', '-c', 'echo again; exit 1'] },
        {
          name: 'broken',
          command: ['/bin/sh', '-c', 'exit 1'],
          ...(supervision.givenUp !== null && { restart: 'fail' }),
        },
      ].map((app) => ({ socket: workspace.path(`${app.name}.sock`), ...app }));
      return [shop, ...others].map((app) => ({ user: 'nobody', mount: `/${app.name}`, ...app }));
    }
  });
});

const NAMES = ['shop', 'shop-tell', 'flask', 'busy', 'broken'];
const FLASK = `${process.cwd()}/examples/flask`;
const FLASK_REQUEST = [
  ['REQUEST_METHOD', 'GET'],
  ['SCRIPT_NAME', '/flask'],
  ['PATH_INFO', '/'],
  ['REQUEST_URI', '/flask/'],
  ['QUERY_STRING', ''],
  ['SERVER_NAME', 'localhost'],
  ['SERVER_PORT', '80'],
  ['SERVER_PROTOCOL', 'HTTP/1.1'],
] as const;
