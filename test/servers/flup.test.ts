import { spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decode, normalise, splitTarget } from '../../src/core/request-path.ts';
import { corpus } from '../../src/live/corpus.ts';
import { createWorkspace, type Workspace } from '../../src/live/workspace.ts';
import { needs } from './needs.ts';
import { renderedFiles } from './rendered-files.ts';

/** flup is in no package: what is proved here is the script's own, beside a stand-in that says how it is called. */
describe.runIf(needs('python3'))("flup's script, without flup", () => {
  let workspace: Workspace;

  beforeAll(async () => {
    workspace = await createWorkspace();
    await workspace.write('shop.py', 'def app(environ, start_response):\n    return environ\n');
    await workspace.write('flup/__init__.py', '');
    await workspace.write('flup/server/__init__.py', '');
    await workspace.write('flup/server/fcgi.py', STAND_IN);
  });
  afterAll(() => workspace.dispose());

  it.each([
    ['/shop', 'redirect', '/'],
    ['/shop', 'empty', ''],
    ['/a b/é', 'slash', '/'],
    ['/', 'redirect', '/'],
  ])('at %s says what the path of each request means', async (mount, bareMount, bare) => {
    const own = mount === '/' ? '' : mount;
    const bytes = Buffer.from(own).toString('latin1');
    const targets = corpus({ mounts: [mount], statics: [] }).flatMap(({ target }) => {
      const parts = splitTarget(target);
      const decoded = parts === null ? null : decode(parts.path);
      if (parts === null || decoded === null) return [];
      const { path, climbs } = normalise(decoded);
      const isOwn = path === bytes || path.startsWith(`${bytes}/`);
      return isOwn && !climbs ? [{ uri: parts.requestUri, rest: path.slice(bytes.length) }] : [];
    });
    const { told } = await run(
      { mount, bare_mount: bareMount },
      { uris: targets.map(({ uri }) => uri) },
    );

    expect(targets.length).toBeGreaterThan(20);
    expect(told.environs).toEqual(
      targets.map(({ rest }) => ({ SCRIPT_NAME: bytes, PATH_INFO: rest === '' ? bare : rest })),
    );
  });

  it('leaves a request alone that is not below its mount', async () => {
    const { told } = await run({ mount: '/shop' }, { uris: ['/shopping/x', '/'] });

    expect(told.environs).toEqual([
      { SCRIPT_NAME: '/stated', PATH_INFO: '/stated' },
      { SCRIPT_NAME: '/stated', PATH_INFO: '/stated' },
    ]);
  });

  it('opens no socket of its own where it inherits one', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const handle: { readonly fd: number } = Object(server)._handle;
    const { told } = await run({}, { uris: [], stdin: handle.fd });
    server.close();

    expect(told.options).toEqual({ debug: false });
  });

  it.each([
    [{ socket: { path: '/run/shop/app.sock', mode: '0660' } }, '/run/shop/app.sock', 0o117],
    [{ socket: { path: '/run/shop/app.sock', mode: '0600' } }, '/run/shop/app.sock', 0o177],
    [{ socket: '[::1]:9001' }, ['::1', 9001], null],
  ])('opens %j by itself otherwise', async (fields, bindAddress, umask) => {
    const { told } = await run({ ...fields, umask: '027' }, { uris: [] });

    expect(told.options).toEqual({ debug: false, bindAddress, umask });
    expect(told.umask).toBe(0o027);
  });

  it('passes what the user puts around the application', async () => {
    const script =
      'class Around:\n    def __init__(self, app):\n        self.app = app\n\n    def __call__(self, *given):\n        return {**self.app(*given), "PATH_INFO": "around"}\n\napplication = Around(application)\n';
    const { told } = await run({ extra: { flup: { script } } }, { uris: ['/shop/x'] });

    expect(told.environs).toEqual([{ SCRIPT_NAME: '/shop', PATH_INFO: 'around' }]);
  });

  async function run(
    fields: object,
    {
      uris,
      stdin = 'ignore',
    }: { readonly uris: readonly string[]; readonly stdin?: number | 'ignore' },
  ): Promise<{ readonly told: Told }> {
    const files = renderedFiles(
      {
        name: 'shop',
        mount: '/shop',
        socket: 'unix:/run/shop/app.sock',
        app: { kind: 'wsgi', server: 'flup', module: 'shop:app' },
        directory: workspace.directory,
        ...fields,
      },
      'flup',
    );
    const script = await workspace.write('shop.fcgi', files['shop.fcgi'] ?? '', 0o755);
    await workspace.write('uris.json', JSON.stringify(uris));
    const { status, stdout, stderr } = spawnSync(script, {
      stdio: [stdin, 'pipe', 'pipe'],
      encoding: 'utf8',
      cwd: '/',
      env: { PATH: process.env.PATH, PYTHONDONTWRITEBYTECODE: '1' },
    });
    expect(stderr).toBe('');
    expect(status).toBe(0);
    return { told: JSON.parse(stdout) as Told };
  }
});

interface Told {
  readonly options: object;
  readonly umask: number;
  readonly environs: readonly object[];
}

/** The interface of flup.server.fcgi: it says how it is called, and asks the application in the place of a web server. */
const STAND_IN = `import json, os

class WSGIServer:
    def __init__(self, application, **options):
        self.application = application
        self.options = options

    def run(self):
        here = os.path.dirname(os.path.abspath(__file__))
        with open(here + '/../../uris.json') as file:
            uris = json.load(file)
        umask = os.umask(0)
        environs = []
        for uri in uris:
            environ = {'SCRIPT_NAME': '/stated', 'PATH_INFO': '/stated', 'REQUEST_URI': uri}
            environ = self.application(environ, None)
            environs.append({name: environ[name] for name in ('SCRIPT_NAME', 'PATH_INFO')})
        print(json.dumps({'options': self.options, 'umask': umask, 'environs': environs}))
`;
