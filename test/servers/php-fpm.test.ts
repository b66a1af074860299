import { chmod, mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askFastcgi } from '../../src/live/fastcgi/client.ts';
import { type RunningProgram, startProgram } from '../../src/live/program.ts';
import { runProgram } from '../../src/live/run-program.ts';
import { createWorkspace, type Workspace } from '../../src/live/workspace.ts';
import { needs } from './needs.ts';
import { PROCESS_VALUES } from './process-values.ts';
import { renderedFiles } from './rendered-files.ts';
import { until } from './until.ts';

const values = PROCESS_VALUES.filter((value) => !/[\0-\x1f\x7f$]/.test(value) && value !== '');

describe.runIf(needs('php-fpm8.2', 'root'))('a pool of php-fpm', () => {
  let workspace: Workspace;
  let fpm: RunningProgram;

  beforeAll(async () => {
    workspace = await createWorkspace();
    await workspace.write('app/index.php', INDEX);
    await mkdir(workspace.path('app/busy'));
    await chmod(workspace.path('app/busy'), 0o777);
    await workspace.write('shop.conf', pool());
    fpm = await start('patient', 'process_control_timeout = 60s');
  });
  afterAll(async () => {
    await fpm.stop({ limitMilliseconds: 10_000 });
    await workspace.dispose();
  });

  const address = () => ({ kind: 'unix', path: workspace.path('app.sock') }) as const;

  it('opens the socket for whom it should', async () => {
    const { uid, gid, mode } = await stat(address().path);

    expect([uid, gid]).toEqual([65_534, 33]);
    expect(mode & 0o7777).toBe(0o640);
  });

  it('runs as the user and group that are stated, with the variables and limits', async () => {
    const told = await ask();

    expect(told).toMatchObject({ uid: 65_534, gid: 60, name: '/shop', path: '/a b' });
    expect(told).toMatchObject({ folder: workspace.path('app'), body: '5242880', files: 512 });
    expect(values.map((_, index) => told.environment[`V${index}`])).toEqual(values);
    expect(told.environment.USER).toBe('nobody');
  });

  it('has as many processes as it shall, which share the requests', async () => {
    const three = [ask('wait'), ask('wait'), ask('wait')];
    await until(async () => (await busy()) === 3);
    const fourth = ask();
    await goOn();
    const pids = (await Promise.all(three)).map(({ pid }) => pid);

    expect(new Set(pids).size).toBe(3);
    expect(pids).toContain((await fourth).pid);
  });

  it('answers what is in flight when it is reloaded, and what waits', async () => {
    const slow = [ask('wait'), ask('wait'), ask('wait')];
    await until(async () => (await busy()) === 3);
    const waiting = [ask(), ask()];
    fpm.signal('SIGUSR2');
    await until(async () => (await log()).includes('Reloading in progress'));
    await goOn();

    const before = (await Promise.all(slow)).map(({ pid }) => pid);
    expect((await Promise.all(waiting)).length).toBe(2);
    await until(async () => !before.includes((await ask()).pid));
  });

  it('replaces a process that is killed', async () => {
    const { pid } = await ask();
    process.kill(pid, 'SIGKILL');
    const three = [ask('wait'), ask('wait'), ask('wait')];
    await until(async () => (await busy()) === 3);
    await goOn();

    expect((await Promise.all(three)).map((told) => told.pid)).not.toContain(pid);
  });

  it('limit php-fpm-cut-at-reload: without the time to do so it answers nothing', async () => {
    await fpm.stop({ limitMilliseconds: 10_000 });
    fpm = await start('hasty', '');
    const slow = ask('wait').then(
      () => 'answered',
      () => 'cut',
    );
    await until(async () => (await busy()) === 1);
    fpm.signal('SIGUSR2');

    expect(await slow).toBe('cut');
  });

  it('limit php-fpm-shared-fate: starts no pool where one is wrong', async () => {
    const other = pool()
      .replace('[shop]', '[other]')
      .replace('app.sock', 'other.sock')
      .replace(/^user = .*$/m, 'user = nobody-knows');
    await workspace.write('other.conf', other);
    const main = await workspace.write('both', mainFile('', 'shop', 'other'));
    const { code, stderr } = await runProgram(['php-fpm8.2', '-t', '--fpm-config', main]);

    expect(code).not.toBe(0);
    expect(stderr).toContain("cannot get uid for user 'nobody-knows'");
  });

  function pool(): string {
    const environment = Object.fromEntries(values.map((value, index) => [`V${index}`, value]));
    const files = renderedFiles(
      {
        name: 'shop',
        mount: '/shop',
        socket: { path: address().path, group: 'www-data', mode: '0640' },
        app: { kind: 'php', script: workspace.path('app/index.php') },
        ...{ directory: workspace.path('app'), user: 'nobody', group: 'games', processes: 3 },
        ...{ environment, resources: { files: 512 }, limits: { body: '5m' }, max_requests: 1000 },
      },
      'php-fpm',
    );
    return files['shop.php-fpm.conf'] ?? '';
  }

  function mainFile(global: string, ...pools: readonly string[]): string {
    const log = workspace.path('fpm.log');
    const includes = pools.map((name) => `include = ${workspace.path(name)}.conf\n`);
    return `[global]\nerror_log = ${log}\n${global}\n${includes.join('')}`;
  }

  async function start(name: string, global: string): Promise<RunningProgram> {
    const main = await workspace.write(name, mainFile(global, 'shop'));
    return startProgram({
      command: ['php-fpm8.2', '--nodaemonize', '--fpm-config', main],
      ready: { kind: 'accepts', address: address() },
    });
  }

  const log = () => readFile(workspace.path('fpm.log'), 'utf8').catch(() => '');

  /** How many processes are at a request that waits. */
  async function busy(): Promise<number> {
    return (await readdir(workspace.path('app/busy'))).length;
  }

  /** Has those answer that wait. */
  async function goOn(): Promise<void> {
    for (const name of await readdir(workspace.path('app/busy'))) {
      await rm(workspace.path('app/busy', name));
    }
  }

  async function ask(query = ''): Promise<Told> {
    const { stdout, end } = await askFastcgi(address(), {
      parameters: [
        ['REQUEST_METHOD', 'GET'],
        ['SCRIPT_FILENAME', workspace.path('app/index.php')],
        ['SCRIPT_NAME', '/shop'],
        ['PATH_INFO', '/a b'],
        ['QUERY_STRING', query],
      ],
    });
    if (end === null) throw new Error('no answer');
    return JSON.parse(stdout.toString().replace(/^.*?\r\n\r\n/s, '')) as Told;
  }
});

interface Told {
  readonly pid: number;
  readonly environment: Readonly<Record<string, string>>;
}

/** Says what it is; asked to wait, when the file is gone that it makes. */
const INDEX = `<?php
$mark = __DIR__ . '/busy/' . getmypid();
if ($_SERVER['QUERY_STRING'] === 'wait') touch($mark);
while (file_exists($mark)) {
    usleep(5000);
    clearstatcache();
}
$limits = posix_getrlimit();
echo json_encode([
    'pid' => getmypid(), 'uid' => posix_getuid(), 'gid' => posix_getgid(), 'folder' => getcwd(),
    'name' => $_SERVER['SCRIPT_NAME'], 'path' => $_SERVER['PATH_INFO'], 'environment' => getenv(),
    'body' => ini_get('post_max_size'), 'files' => $limits['soft openfiles'],
]);
`;
