import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorkspace, type Workspace } from '../../src/live/workspace.ts';
import { install } from './installed.ts';
import { needs } from './needs.ts';
import { type SystemdMachine, startSystemdMachine } from './systemd-machine.ts';

/** Every kind of `app`, as strictly hardened as it gets, and behind which web server it is asked. */
const APPS = [
  {
    name: 'flask',
    directory: '/srv/flask',
    app: { kind: 'wsgi', module: 'shop:app' },
  },
  {
    name: 'threads',
    directory: '/srv/flask',
    app: { kind: 'wsgi', module: 'shop:app' },
    threads: 2,
    max_requests: 100,
  },
  {
    name: 'django',
    directory: '/srv/django',
    app: { kind: 'wsgi', module: 'desk.wsgi' },
    environment: { DJANGO_SETTINGS_MODULE: 'desk.settings' },
  },
  { name: 'plack', app: { kind: 'psgi', script: '/srv/apps/plack.psgi' } },
  { name: 'cgi', app: { kind: 'cgi', script: '/srv/apps/hello.cgi' } },
  { name: 'album', app: { kind: 'php', script: '/srv/apps/index.php' } },
  { name: 'perl', command: ['/usr/bin/perl', '/srv/perl/notes.fcgi'] },
] as const;

const strict = (app: object & { readonly name: string }) => ({
  mount: `/${app.name}`,
  socket: `unix:/run/${app.name}/app.sock`,
  user: 'shop',
  processes: 2,
  hardening: 'strict',
  ...app,
});

describe.runIf(
  needs(
    'systemd',
    'root',
    'nginx',
    'uwsgi',
    'gunicorn',
    'plackup',
    'fcgiwrap',
    'php-fpm8.2',
    'curl',
  ),
)('apps under systemd, strictly hardened, behind nginx', () => {
  let workspace: Workspace;
  let machine: SystemdMachine;

  beforeAll(async () => {
    workspace = await createWorkspace();
    await workspace.write('plack.psgi', PSGI);
    await workspace.write('hello.cgi', CGI);
    await workspace.write('index.php', PHP);
    machine = await startSystemdMachine({
      '/srv/apps': workspace.directory,
      '/srv/flask': 'examples/flask',
      '/srv/django': 'examples/django',
      '/srv/perl': 'examples/perl',
    });
    await machine.succeed('chmod', '755', '/srv/apps', '/srv/apps/hello.cgi');
    await machine.succeed('systemctl', 'start', 'nginx');
    for (const app of APPS) await install(machine, strict(app), { target: 'systemd' });
    const site = { name: 'site', hosts: ['site.example'], apps: APPS.map(strict) };
    await install(machine, site, { target: 'nginx' });
    // After a reload, workers with the old configuration answer beside the new ones for a while.
    await machine.succeed('systemctl', 'restart', 'nginx');
  });
  afterAll(async () => {
    await machine[Symbol.asyncDispose]();
    await workspace.dispose();
  });

  it.each([
    ['flask', '/flask/', '/flask/order'],
    ['threads', '/threads/', '/threads/order'],
    ['django', '/django/', '/django/'],
    ['plack', '/plack/a%20b', 'SCRIPT_NAME=/plack PATH_INFO=/a b'],
    ['cgi', '/cgi/a%20b', 'SCRIPT_NAME=/cgi PATH_INFO=/a b'],
    ['album', '/album/a%20b', 'SCRIPT_NAME=/album PATH_INFO=/a b 5'],
    ['perl', '/perl/', '/perl/write'],
  ])('%s answers %s with %s', async (_name, path, text) => {
    expect(await get(path)).toContain(text);
  });

  it.each(APPS.map(({ name }) => name))('%s is exposed by at most 0.5', async (name) => {
    const file = (await machine.exec('test', '-e', `/etc/systemd/system/${name}.service`)).code;
    const unit = file === 0 ? `${name}.service` : `${name}@1.service`;
    const { code, stdout } = await machine.exec(
      ...(['systemd-analyze', 'security', '--threshold=5', unit] as const),
    );

    expect(stdout).toContain('SAFE');
    expect(code).toBe(0);
  });

  it.each([
    ['unicorn', '/srv/flask', 'shop:app', '/unicorn/order'],
    ['narwhal', '/srv/django', 'desk.wsgi', '/narwhal/'],
  ])('gunicorn answers HTTP on the socket that systemd holds: %s in %s', async (...said) => {
    const [name, directory, module, text] = said;
    const environment = { DJANGO_SETTINGS_MODULE: 'desk.settings' };
    const app = { kind: 'wsgi', module, server: 'gunicorn' };
    const fields = { name, directory, environment, app };
    await install(machine, strict(fields), { target: 'systemd' });

    expect(
      await machine.succeed(
        ...(['curl', '-sS', '--unix-socket', `/run/${name}/app.sock`] as const),
        `http://site.example/${name}/`,
      ),
    ).toContain(text);
    expect(
      (await machine.exec('systemd-analyze', 'security', '--threshold=5', `${name}.service`)).code,
    ).toBe(0);
  });

  function get(path: string): Promise<string> {
    return machine.succeed(
      ...(['curl', '-sS', '-H', 'Host: site.example', `http://127.0.0.1${path}`] as const),
    );
  }
});

const PSGI = `sub {
    my $env = shift;
    [200, ['Content-Type', 'text/plain'], ["SCRIPT_NAME=$env->{SCRIPT_NAME} PATH_INFO=$env->{PATH_INFO}\\n"]];
};
`;
const PHP = `<?php preg_match('/b+/', 'abbb', $found);
echo "SCRIPT_NAME=$_SERVER[SCRIPT_NAME] PATH_INFO=$_SERVER[PATH_INFO] ", strlen($found[0] . 'to'), ini_get('post_max_size');
`;
const CGI = `#!/bin/sh
printf 'Content-Type: text/plain\\r\\n\\r\\nSCRIPT_NAME=%s PATH_INFO=%s\\n' "$SCRIPT_NAME" "$PATH_INFO"
`;
