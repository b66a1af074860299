import { stat } from 'node:fs/promises';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningProgram, startProgram } from '../../src/live/program.ts';
import { accepts } from '../../src/live/socket-address.ts';
import { createWorkspace, type Workspace } from '../../src/live/workspace.ts';
import { needs } from './needs.ts';
import { PROCESS_VALUES } from './process-values.ts';
import { renderedFiles } from './rendered-files.ts';
import { until } from './until.ts';

describe.runIf(needs('gunicorn', 'root'))('gunicorn with its settings', () => {
  let workspace: Workspace;
  let gunicorn: RunningProgram;

  beforeAll(async () => {
    workspace = await createWorkspace();
    await workspace.write('app/shop.py', SHOP);
    gunicorn = await start('app.sock', (text) => text);
  });
  afterAll(async () => {
    await gunicorn.stop({ limitMilliseconds: 10_000 });
    await workspace.dispose();
  });

  it('opens the socket for whom it should', async () => {
    const { uid, gid, mode } = await until(async () => {
      const found = await stat(workspace.path('app.sock'));
      return found.gid === 33 && found.mode & 0o040 ? found : null;
    });

    expect([uid, gid]).toEqual([65_534, 33]);
    expect(mode & 0o7777).toBe(0o640);
  });

  it('runs as the user and group that are stated, with the variables', async () => {
    const told = await ask('/shop/a%20b?c=d');

    expect(told).toMatchObject({ uid: 65_534, gid: 60, umask: 0o027, threads: true });
    expect(told.environ).toMatchObject({ SCRIPT_NAME: '/shop', PATH_INFO: '/a b' });
    expect(told.environ.QUERY_STRING).toBe('c=d');
    expect(told.variables.USER).toBe('nobody');
    expect(PROCESS_VALUES.map((_, index) => told.variables[`V${index}`])).toEqual(PROCESS_VALUES);
  });

  it('takes the mount from no client, as gunicorn itself does', async () => {
    const believing = await start('believing.sock', (text) =>
      text.replace('def pre_request', 'def other'),
    );
    const forged = { SCRIPT_NAME: '/shop/x', X_Forwarded_For: '192.0.2.1' };
    const [own, its] = [
      await ask('/shop/x/y', forged),
      await ask('/shop/x/y', forged, 'believing.sock'),
    ];
    await believing.stop({ limitMilliseconds: 10_000 });

    expect(own.environ).toMatchObject({ SCRIPT_NAME: '/shop', PATH_INFO: '/x/y' });
    expect(own.environ.HTTP_X_FORWARDED_FOR).toBeUndefined();
    expect(its.environ).toMatchObject({ SCRIPT_NAME: '/shop/x', PATH_INFO: '/y' });
  });

  it('limit gunicorn-no-peer: tells nobody who the client is', async () => {
    expect((await ask('/shop/')).environ.REMOTE_ADDR).toBe('');
  });

  it('loses no request when it is reloaded', async () => {
    const pids = new Set<number>();
    const lost: string[] = [];
    let isOver = false;
    const clients = Array.from({ length: 8 }, async () => {
      while (!isOver) {
        await ask('/shop/').then(
          ({ pid }) => pids.add(pid),
          (error) => lost.push(String(error)),
        );
      }
    });
    await until(() => pids.size === 2);
    gunicorn.signal('SIGHUP');
    await until(() => pids.size === 4);
    isOver = true;
    await Promise.all(clients);

    expect(lost).toEqual([]);
  });

  it('replaces a process that is killed', async () => {
    const { pid } = await ask('/shop/');
    process.kill(pid, 'SIGKILL');
    const seen = new Set<number>();
    await until(async () => {
      // The request that it is at is lost.
      const told = await ask('/shop/').catch(() => null);
      if (told !== null) seen.add(told.pid);
      return seen.size === 2 && !seen.has(pid);
    });
  });

  it('limit gunicorn-broken-release: ends at a reload with code that does not load', async () => {
    await workspace.write('app/shop.py', 'syntax error');
    gunicorn.signal('SIGHUP');
    await until(() => gunicorn.stderr().includes('Worker failed to boot'));
    await gunicorn.stop({ limitMilliseconds: 10_000 });
    expect(await accepts({ kind: 'unix', path: workspace.path('app.sock') })).toBe(false);

    await workspace.write('app/shop.py', SHOP);
    gunicorn = await start('app.sock', (text) => text);
    expect((await ask('/shop/')).uid).toBe(65_534);
  });

  it('limit gunicorn-restart: closes the socket when it ends', async () => {
    await gunicorn.stop({ limitMilliseconds: 10_000 });

    expect(await accepts({ kind: 'unix', path: workspace.path('app.sock') })).toBe(false);
    gunicorn = await start('app.sock', (text) => text);
    expect((await ask('/shop/')).uid).toBe(65_534);
  });

  async function start(socket: string, change: (text: string) => string): Promise<RunningProgram> {
    const variables = PROCESS_VALUES.map((value, index) => [`V${index}`, value]);
    const files = renderedFiles(
      {
        name: 'shop',
        mount: '/shop',
        socket: { path: workspace.path(socket), group: 'www-data', mode: '0640' },
        app: { kind: 'wsgi', server: 'gunicorn', module: 'shop:app' },
        ...{ directory: workspace.path('app'), user: 'nobody', group: 'games', umask: '027' },
        ...{ processes: 2, threads: 2, max_requests: 100_000, stop: { timeout: '5s' } },
        environment: Object.fromEntries(variables),
      },
      'gunicorn',
    );
    const file = await workspace.write(`${socket}.py`, change(files['shop.gunicorn.py'] ?? ''));
    return startProgram({
      command: ['gunicorn', '--config', file],
      ready: { kind: 'accepts', address: { kind: 'unix', path: workspace.path(socket) } },
    });
  }

  function ask(path: string, headers = {}, socket = 'app.sock'): Promise<Told> {
    return new Promise((resolve, reject) => {
      const asked = request({ socketPath: workspace.path(socket), path, headers, agent: false });
      asked.on('error', reject);
      asked.on('response', (response) => {
        let text = '';
        response.on('data', (piece) => {
          text += piece;
        });
        response.on('error', reject);
        response.on('end', () => {
          try {
            resolve(JSON.parse(text) as Told);
          } catch {
            reject(new Error(`${response.statusCode}: ${text}`));
          }
        });
      });
      asked.end();
    });
  }
});

interface Told {
  readonly pid: number;
  readonly uid: number;
  readonly environ: Readonly<Record<string, string>>;
  readonly variables: Readonly<Record<string, string>>;
}

/** Says what it is and was asked. */
const SHOP = `import json, os, time

def app(environ, start_response):
    time.sleep(0.01)
    umask = os.umask(0)
    os.umask(umask)
    body = json.dumps({
        'pid': os.getpid(), 'uid': os.getuid(), 'gid': os.getgid(), 'umask': umask,
        'threads': environ['wsgi.multithread'], 'variables': dict(os.environ),
        'environ': {name: value for name, value in environ.items() if isinstance(value, str)},
    }).encode()
    start_response('200 OK', [('Content-Length', str(len(body)))])
    return [body]
`;
