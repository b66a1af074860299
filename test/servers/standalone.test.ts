import { readdirSync, readFileSync } from 'node:fs';
import { chown } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { freePort } from '../../src/live/free-port.ts';
import { askHttp } from '../../src/live/http.ts';
import { startProgram } from '../../src/live/program.ts';
import { runProgram } from '../../src/live/run-program.ts';
import type { WebServer } from '../../src/live/web-server.ts';
import { createWorkspace, type Workspace } from '../../src/live/workspace.ts';
import { needs } from './needs.ts';
import { describeWebServers } from './web-servers.ts';

const NOBODY = { uid: 65_534, gid: 65_534 };
const DESCRIPTOR = 'name: shop\nmount: /shop\nsocket: unix:/run/shop/app.sock\n';

describeWebServers('standalone, by the commands that users script', (webServer) => {
  it.runIf(needs('root')).each([
    ['an ordinary user', NOBODY],
    ['root', null],
  ])('starts as %s, and keeps all that it writes in the state folder', async (_, user) => {
    await using workspace = await createWorkspace();
    if (user !== null) await chown(workspace.directory, user.uid, user.gid);
    const port = await freePort();
    const file = await configure(webServer, workspace, port);

    const server = await startProgram({
      command: commandOf(webServer.name, file, workspace.directory),
      directory: '/',
      ready: { kind: 'accepts', address: { kind: 'tcp', host: '127.0.0.1', port } },
      ...(user === null ? {} : { user }),
    });
    const address = { kind: 'tcp', host: '127.0.0.1', port } as const;
    const statuses = await Promise.all(
      ['/shop/a', '/shop', '/elsewhere'].map(async (path) => (await askHttp(address, path)).status),
    );
    const pid = pidOf(webServer.name, workspace.directory);
    await server.stop();

    expect(statuses).toEqual([expect.toBeOneOf([502, 503]), 308, 404]);
    expect(pid).toBe(server.pid);
    expect(readdirSync(workspace.directory).some((name) => /error/.test(name))).toBe(true);
  });

  it.runIf(needs('root', 'strace'))('as root writes nowhere else', async () => {
    await using workspace = await createWorkspace();
    await using notes = await createWorkspace();
    const port = await freePort();
    const file = await configure(webServer, workspace, port);
    const address = { kind: 'tcp', host: '127.0.0.1', port } as const;
    const server = await startProgram({
      command: [
        'strace',
        // A file for each process: in one, a call of one cuts that of another in two.
        ...['-ff', '-o', notes.path('trace'), '-e', `trace=${WRITING_CALLS.join()}`],
        ...commandOf(webServer.name, file, workspace.directory),
      ],
      ready: { kind: 'accepts', address },
    });
    await askHttp(address, { method: 'POST', target: '/shop/a', body: Buffer.alloc(1024 ** 2) });
    process.kill(pidOf(webServer.name, workspace.directory), 'SIGTERM');
    await server.ended;

    const written = readdirSync(notes.directory)
      .flatMap((name) => readFileSync(notes.path(name), 'utf8').split('\n'))
      .filter((line) => !/ = -1 E/.test(line))
      .filter((line) => !/open/.test(line) || /O_WRONLY|O_RDWR|O_CREAT/.test(line))
      .flatMap((line) => /"(\/[^"]*)"/.exec(line)?.[1] ?? []);
    const elsewhere = written.filter(
      (path) =>
        !path.startsWith(workspace.directory) && !/^\/dev\/(null|zero|u?random|shm\/)/.test(path),
    );
    expect([...new Set(elsewhere)]).toEqual([]);
    expect(written.length).toBeGreaterThan(2);
  });
});

const WRITING_CALLS = [
  ...[
    'open',
    'openat',
    'creat',
    'mkdir',
    'mkdirat',
    'mknod',
    'mknodat',
    'link',
    'linkat',
    'symlink',
  ],
  ...['symlinkat', 'unlink', 'unlinkat', 'rename', 'renameat', 'renameat2', 'chmod', 'fchmodat'],
  ...['chown', 'lchown', 'fchownat', 'truncate'],
];

/** Has the command line write the configuration, by a relative state folder; answers its file. */
async function configure(
  webServer: WebServer,
  workspace: Workspace,
  port: number,
): Promise<string> {
  await workspace.write('deploy.yaml', DESCRIPTOR);
  const program = [process.execPath, `${process.cwd()}/dist/cli.js`] as const;
  const flags = ['--layout', 'standalone', '--listen', `127.0.0.1:${port}`, '--state-dir', '.'];
  const { code, stdout } = await runProgram([...program, webServer.name, ...flags, 'deploy.yaml'], {
    directory: workspace.directory,
  });
  expect(code).toBe(0);
  return workspace.write('x.conf', stdout);
}

/** The command of the README, with the configuration that the command line printed. */
function commandOf(name: string, file: string, directory: string): [string, ...string[]] {
  if (name === 'nginx') return ['nginx', '-c', file, '-p', directory, '-g', 'daemon off;'];
  if (name === 'apache') return ['apache2', '-f', file, '-DFOREGROUND'];
  return ['lighttpd', '-D', '-f', file];
}

function pidOf(name: string, directory: string): number {
  const file = readdirSync(directory).find((entry) => entry.endsWith('.pid'));
  if (file === undefined) throw new Error(`${name} left no pid file in its state folder`);
  return Number(readFileSync(`${directory}/${file}`, 'utf8'));
}
