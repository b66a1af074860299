import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, rm, stat, utimes } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askFastcgi } from '../../src/live/fastcgi/client.ts';
import { type RunningProgram, startProgram } from '../../src/live/program.ts';
import { accepts } from '../../src/live/socket-address.ts';
import { createWorkspace, type Workspace } from '../../src/live/workspace.ts';
import { needs } from './needs.ts';
import { underLoad } from './process-load.ts';
import { PROCESS_VALUES } from './process-values.ts';
import { renderedFiles } from './rendered-files.ts';
import { until } from './until.ts';

const values = PROCESS_VALUES.filter((value) => !/\n|%\(/.test(value));

describe.runIf(needs('uwsgi', 'root'))('uWSGI under an Emperor that runs as root', () => {
  let workspace: Workspace;
  let emperor: RunningProgram;

  beforeAll(async () => {
    workspace = await createWorkspace();
    await workspace.write('app/shop.py', SHOP);
    await workspace.write('vassals/shop.ini', vassal());
    emperor = await startEmperor();
    await until(() => accepts(address()));
  });
  afterAll(async () => {
    await emperor.stop({ limitMilliseconds: 10_000 });
    await workspace.dispose();
  });

  const address = () => ({ kind: 'unix', path: workspace.path('app.sock') }) as const;

  it('opens the socket for whom it should', async () => {
    // uWSGI listens before it gives the socket away.
    const { uid, gid, mode } = await until(async () => {
      const found = await stat(address().path);
      return found.gid === 33 && !(found.mode & 0o001) ? found : null;
    });

    expect([uid, gid]).toEqual([65_534, 33]);
    expect(mode & 0o7777).toBe(0o640);
  });

  it('runs as the user and group that are stated, with their variables', async () => {
    const told = await ask('/a b');

    expect(told).toMatchObject({ uid: 65_534, gid: 60, umask: 0o027, PATH_INFO: '/a b' });
    expect(told).toMatchObject({ SCRIPT_NAME: '/shop', threads: false, files: 512 });
    expect(told.environment).toMatchObject({ USER: 'nobody', HOME: workspace.path('app') });
    expect(values.map((_, index) => told.environment[`V${index}`])).toEqual(values);
  });

  it('shares the requests among its processes, and loses none when the file is touched', async () => {
    const before = new Set<number>();
    const { answers, lost } = await underLoad(address(), async (load) => {
      await until(() => load.answers.size === 3);
      for (const pid of load.answers.keys()) before.add(pid);
      await touch();
      await until(() => load.answers.size === 6);
    });

    expect(lost).toEqual([]);
    expect([...answers.keys()].filter((pid) => !before.has(pid)).length).toBe(3);
  });

  it('replaces a process that has more memory than it may after a request', async () => {
    const told = await ask('/hoard');
    await until(() => !existsSync(`/proc/${told.pid}`));
    const { answers } = await underLoad(address(), async (load) => {
      await until(() => load.answers.size === 3);
    });

    expect(answers.has(told.pid)).toBe(false);
  });

  it('replaces every process after a request where it may have less than Python, which is refused', async () => {
    const refused = { resources: { memory: '11m' } };
    expect(() => vassal(address().path, refused)).toThrow('before it does anything');

    const socket = workspace.path('little.sock');
    const text = vassal(socket).replace('rss = 200', 'rss = 8');
    const file = await workspace.write('little.ini', text);
    await using _ = await startProgram({
      command: ['uwsgi', '--ini', file],
      ready: { kind: 'accepts', address: { kind: 'unix', path: socket } },
    });
    const { pid } = await ask('/', socket);

    await until(() => !existsSync(`/proc/${pid}`));
  });

  it('limit uwsgi-broken-release: a touch with code that does not load closes the socket', async () => {
    await workspace.write('app/shop.py', 'syntax error');
    await touch();
    await until(async () => !(await accepts(address())));
    await workspace.write('app/shop.py', SHOP);

    // The Emperor tries again, after pauses that grow.
    const told = await until(() => ask('/').catch(() => null));
    expect(told.uid).toBe(65_534);
  });

  it('limit uwsgi-other-emperor: started by an ordinary user, it runs as that one', async () => {
    await mkdir(workspace.path('other'));
    await chmod(workspace.path('other'), 0o777);
    const socket = workspace.path('other/app.sock');
    const text = vassal(socket, { threads: 2 }).replaceAll('nobody:www-data', 'daemon:daemon');
    const file = await workspace.write('daemon.ini', text);
    await using _ = await startProgram({
      command: ['setpriv', '--reuid=1', '--regid=1', '--clear-groups', 'uwsgi', '--ini', file],
      ready: { kind: 'accepts', address: { kind: 'unix', path: socket } },
    });

    expect(await ask('/', socket)).toMatchObject({ uid: 1, threads: true });
  });

  it('ends with its file', async () => {
    const { pid } = await ask('/');
    await rm(workspace.path('vassals/shop.ini'));

    await until(async () => !(await readdir('/proc')).includes(String(pid)));
  });

  function vassal(socket = address().path, fields: object = {}): string {
    const environment = Object.fromEntries(values.map((value, index) => [`V${index}`, value]));
    const files = renderedFiles(
      {
        name: 'shop',
        mount: '/shop',
        socket: { path: socket, group: 'www-data', mode: '0640' },
        app: { kind: 'wsgi', module: 'shop:app' },
        ...{ directory: workspace.path('app'), user: 'nobody', group: 'games', umask: '027' },
        ...{ processes: 3, max_requests: 100_000, resources: { files: 512, memory: '200m' } },
        ...{ environment, stop: { timeout: '25s' }, ...fields },
      },
      'uwsgi',
    );
    return files['shop.uwsgi.ini'] ?? '';
  }

  function startEmperor(): Promise<RunningProgram> {
    return startProgram({
      command: ['uwsgi', '--master', '--die-on-term', '--emperor', workspace.path('vassals')],
      ready: { kind: 'started' },
    });
  }

  /** The Emperor looks at whole seconds. */
  async function touch(): Promise<void> {
    const file = workspace.path('vassals/shop.ini');
    const { mtimeMs } = await stat(file);
    const next = new Date(mtimeMs + 2000);
    await utimes(file, next, next);
  }

  async function ask(path: string, socket = address().path): Promise<Told> {
    const { stdout } = await askFastcgi(
      { kind: 'unix', path: socket },
      {
        parameters: [
          ['REQUEST_METHOD', 'GET'],
          ['SCRIPT_NAME', '/shop'],
          ['PATH_INFO', path],
          ['QUERY_STRING', ''],
        ],
      },
    );
    return JSON.parse(stdout.toString().replace(/^.*?\r\n\r\n/s, '')) as Told;
  }
});

interface Told {
  readonly pid: number;
  readonly uid: number;
  readonly environment: Readonly<Record<string, string>>;
}

/** Answers as the echo responder does, as far as the load needs it, and what it is. */
const SHOP = `import json, os, resource, time

hoard = []
umask = os.umask(0)
os.umask(umask)

def app(environ, start_response):
    time.sleep(0.01)
    if environ.get('PATH_INFO') == '/hoard':
        hoard.append(b'x' * 300_000_000)
    start_response('200 OK', [('Content-Type', 'application/json')])
    told = {'params': [], 'pid': os.getpid(), 'uid': os.getuid(), 'gid': os.getgid(), 'umask': umask}
    told['environment'] = dict(os.environ)
    told['threads'] = environ['wsgi.multithread']
    told['files'] = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    for name in ('SCRIPT_NAME', 'PATH_INFO'):
        told[name] = environ.get(name)
    return [json.dumps(told).encode()]
`;
