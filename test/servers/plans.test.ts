import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accepts } from '../../src/live/socket-address.ts';
import type { Workspace } from '../../src/live/workspace.ts';
import { startEchoMachine } from './echo-machine.ts';
import { needs } from './needs.ts';
import { answeringProcess } from './process-load.ts';
import type { SystemdMachine } from './systemd-machine.ts';
import { until } from './until.ts';

const SHOP = {
  ...{ name: 'shop', socket: 'unix:/run/shop/app.sock', user: 'shop' },
  command: [process.execPath, '/srv/app/echo.mjs'],
  targets: { supervisor: {}, systemd: {} },
};

const WSGI = { kind: 'wsgi', module: 'hello:app' };
const COMMAND = { command: [process.execPath, '/srv/app/echo.mjs'] };
/** What each is to start, as a user who is not there yet, with a log in a folder that is not there yet. */
const FRESH: Readonly<Record<string, object>> = {
  systemd: COMMAND,
  supervisor: COMMAND,
  sysv: COMMAND,
  gunicorn: { app: { ...WSGI, server: 'gunicorn' } },
  uwsgi: { app: WSGI },
  'php-fpm': { app: { kind: 'php', script: '/srv/app/index.php' } },
};

function fresh(target: string) {
  const name = `for-${target}`;
  return {
    ...{ name, socket: `/run/${name}/app.sock`, user: `${target}-user`, directory: '/srv/app' },
    ...{ log: `/var/log/${name}/own.log`, ...FRESH[target], targets: { [target]: {} } },
  };
}

describe.runIf(
  needs('systemd', 'root', 'supervisord', 'gunicorn', 'uwsgi', 'php-fpm8.2', 'multiwatch'),
)('what "build --plan" prints, done on a machine', () => {
  let workspace: Workspace;
  let machine: SystemdMachine;

  beforeAll(async () => {
    ({ workspace, machine } = await startEchoMachine({ '/srv/deploygen': 'dist' }));
    await workspace.write('hello.py', HELLO);
    await workspace.write('index.php', 'hello');
    await machine.succeed('chmod', '755', '/srv/app');
    await machine.succeed('mkdir', '-p', '/etc/uwsgi-emperor/vassals');
    const emperor = ['uwsgi', '--master', '--emperor', '/etc/uwsgi-emperor/vassals'];
    await machine.succeed('systemd-run', '--', ...emperor);
    await machine.succeed('systemctl', 'start', 'supervisor', 'php8.2-fpm');
    await until(async () => (await machine.exec('supervisorctl', 'pid')).code === 0);
  });
  afterAll(async () => {
    await machine[Symbol.asyncDispose]();
    await workspace.dispose();
  });

  it.each(Object.keys(FRESH))('makes what %s needs before it asks for it', async (target) => {
    const { socket, user, log } = fresh(target);
    const plan = await planOf(fresh(target));
    await take(plan, 'For the first time', target);

    await until(() => accepts({ kind: 'unix', path: machine.path(socket) }));
    await until(() => existsSync(machine.path(log)));
    expect(await machine.succeed('id', '-un', user)).toBe(`${user}\n`);
  });

  it('stops before gunicorn takes up code that does not load', async () => {
    const plan = await planOf(fresh('gunicorn'));
    await workspace.write('hello.py', 'syntax error');

    await expect(take(plan, 'For new code under the same files', 'gunicorn')).rejects.toThrow(
      'SyntaxError',
    );
  });

  it('has two managers take a socket from each other, unless one is left out', async () => {
    const plan = await planOf(SHOP);
    const address = { kind: 'unix', path: machine.path('/run/shop/app.sock') } as const;
    await machine.succeed('systemd-sysusers', '--inline', 'u shop -');
    await take(plan, 'For the first time', 'supervisor');
    const supervised = await until(async () => {
      const { stdout } = await machine.exec('supervisorctl', 'pid', 'shop:shop_00');
      return Number(stdout) || null;
    });
    expect(await answeringProcess(address)).toBe(supervised);

    await take(plan, 'For the first time', 'systemd');
    const started = Number(await machine.succeed('systemctl', 'show', '-P', 'MainPID', 'shop@1'));
    for (let asked = 0; asked < 20; asked++) {
      expect(await answeringProcess(address)).toBe(started);
    }
    await take(plan, 'Out of use', 'systemd');

    // supervisor notices nothing: its process runs, where nobody comes any more.
    expect(existsSync(address.path)).toBe(false);
    await until(async () => {
      const { stdout } = await machine.exec('supervisorctl', 'status', 'shop:shop_00');
      return stdout.includes('RUNNING');
    });
  });

  async function planOf(descriptor: object): Promise<string> {
    await mkdir(machine.path('/srv/site'), { recursive: true });
    await writeFile(machine.path('/srv/site/deploy.yaml'), JSON.stringify(descriptor));
    const deploygen = `${process.execPath} /srv/deploygen/cli.js`;
    await onMachine(`${deploygen} build`);
    return onMachine(`${deploygen} build --plan`);
  }

  /** The commands of a section, of one target, as somebody would copy them. */
  async function take(plan: string, section: string, target: string): Promise<void> {
    const [, text = ''] = plan.split(`\n${section}\n`);
    const [steps = ''] = text.split(/\n(?=\S|$)/);
    for (const part of steps.split(/^ {2}(?=in )/m)) {
      const [head = '', ...lines] = part.trimEnd().split('\n');
      const [, folder, of] = /^in (\S+), for ([\w-]+)/.exec(head) ?? [];
      if (of !== target) continue;
      for (const line of lines.map((each) => each.trim())) {
        const command = line.startsWith('(by hand) ') ? byHand(line) : line;
        await onMachine(`cd ${folder} && ${command}`);
      }
    }
  }

  /** What somebody would do. */
  function byHand(line: string): string {
    const [, started] = /have root start "(.*)", now/.exec(line) ?? [];
    if (started !== undefined) return `systemd-run -- ${started}`;
    const [, accounts] = /make the accounts that are not there: (.*)/.exec(line) ?? [];
    return accounts === undefined ? 'true' : `useradd --system ${accounts}`;
  }

  function onMachine(command: string): Promise<string> {
    return machine.succeed('sh', '-c', `cd /srv/site && ${command}`);
  }
});

const HELLO = `def app(environ, start_response):
    start_response('200 OK', [('Content-Type', 'text/plain')])
    return [b'hello']
`;
