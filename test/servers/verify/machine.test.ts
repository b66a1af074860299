import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { blocksOf } from '../../../scripts/docs/page.ts';
import { createWorkspace } from '../../../src/live/workspace.ts';
import { CLI, runCli } from '../../cli/run-cli.ts';
import { needs } from '../needs.ts';

const ALL = [
  'nginx',
  'apache2',
  'lighttpd',
  'supervisord',
  'systemd-analyze',
  'uwsgi',
  'php-fpm8.2',
  'gunicorn',
] as const;
const SHOP = `name: shop
mount: /shop
socket: unix:/run/shop/app.sock
user: shop
app: {kind: wsgi, module: "shop:app"}
directory: /srv/shop
hosts: [shop.example]
targets: {nginx: {}, apache: {}, lighttpd: {}, supervisor: {}, systemd: {}, uwsgi: {}}
`;
/** What only servers of their own take. */
const OTHERS = [
  `name: shop
socket: unix:/run/shop/app.sock
user: shop
app: {kind: php, script: /srv/shop/index.php}
log: /srv/shop/log
targets: {php-fpm: {}}
extra: {php-fpm: {pool: "slowlog = /srv/slow\\nrequest_slowlog_timeout = 5s"}}
`,
  `name: shop\nsocket: unix:/run/shop/app.sock\nuser: shop\ndirectory: /srv/shop\napp: {kind: wsgi, server: gunicorn, module: "shop:app"}\nlog: /srv/shop/log\ntargets: {gunicorn: {}}\nextra: {gunicorn: {settings: "open('/srv/gunicorn', 'w')\\npidfile = '/srv/pid'"}}\n`,
  `name: shop\nsocket: unix:/run/shop/app.sock\nuser: shop\ndirectory: /srv/shop\napp: {kind: wsgi, server: flup, module: "shop:app"}\ntargets: {flup: {}}\nextra: {flup: {script: "open('/srv/flup', 'w')"}}\n`,
] as const;
const BROKEN = `${SHOP}extra: {supervisor: {program: "startsec=5\\n"}}\n`;

describe.runIf(needs('root', 'unshare', ...ALL))('deploygen verify', () => {
  // The programs are hidden by a folder in their place, on a view of the file system of its own.
  it.each([
    ['a missing program is no success', SHOP, [], 2],
    ['unless that is allowed', SHOP, ['--allow-missing'], 0],
    ['what is wrong comes before what is missing', BROKEN, [], 1],
  ])('%s', async (_, text, flags, status) => {
    await using workspace = await createWorkspace();
    await workspace.write('deploy.yaml', text);
    const hidden = 'mount --bind /dev/null /usr/sbin/lighttpd; exec "$@"';
    const command = [
      '--mount',
      'sh',
      '-ec',
      hidden,
      'sh',
      process.execPath,
      CLI,
      'verify',
      ...flags,
    ];
    const run = spawnSync('unshare', command, { cwd: workspace.directory, encoding: 'utf8' });

    expect(run.status, run.stderr).toBe(status);
    expect(run.stderr).toContain(
      'could not check lighttpd: install lighttpd, or use --allow-missing',
    );
  });

  it.each([SHOP, ...OTHERS])('needs no rights, %#', async (text) => {
    await using workspace = await createWorkspace();
    await workspace.write('deploy.yaml', text);
    // Nobody may not enter every folder that a checkout can be in.
    cpSync(dirname(CLI), workspace.path('dist'), { recursive: true });
    const nobody = ['--reuid=65534', '--regid=65534', '--clear-groups'];
    const run = spawnSync('setpriv', [...nobody, process.execPath, 'dist/cli.js', 'verify'], {
      cwd: workspace.directory,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, TMPDIR: '/tmp' },
    });

    expect(run.stdout).not.toContain(': error: ');
    expect(run.status, run.stderr).toBe(0);
  });
});

describe.runIf(needs('strace', ...ALL))('deploygen verify', () => {
  it.each([SHOP, ...OTHERS])('writes nowhere but in its folder, %#', async (text) => {
    await using workspace = await createWorkspace();
    await workspace.write('deploy.yaml', text);
    await using notes = await createWorkspace();
    const calls =
      'trace=openat,open,creat,unlink,unlinkat,rename,renameat,mkdir,mkdirat,connect,bind,chown,fchownat,chmod,fchmodat';
    const run = spawnSync(
      'strace',
      // A file for each process: in one, a call of one cuts that of another in two.
      ['-ff', '-qq', '-e', calls, '-o', notes.path('trace'), process.execPath, CLI, 'verify'],
      {
        cwd: workspace.directory,
        encoding: 'utf8',
        env: { PATH: process.env.PATH },
      },
    );
    expect(run.status, run.stderr).toBe(0);
    const changing = readdirSync(notes.directory)
      .flatMap((name) => readFileSync(notes.path(name), 'utf8').split('\n'))
      .filter((line) => !/ENOENT|EEXIST|\+\+\+/.test(line))
      .filter((line) => !/open(at)?\(/.test(line) || /O_WRONLY|O_RDWR|O_CREAT/.test(line))
      .filter((line) => /"\//.test(line))
      .filter((line) => !/"\/(tmp\/|dev\/|proc\/)/.test(line));

    expect(
      changing.filter((line) => !/connect\(.*"\/(var\/)?run\/nscd\/socket"/.test(line)),
    ).toEqual([]);
  });
});

describe.runIf(needs('nginx'))('docs/verify.md', () => {
  it('shows what is said', async () => {
    await using workspace = await createWorkspace();
    const blocks = blocksOf(readFileSync('docs/verify.md', 'utf8'));
    const descriptor = blocks.find(({ info }) => info.startsWith('yaml'))?.text ?? '';
    const shown = blocks.find(({ info }) => info === 'text')?.text ?? '';
    await workspace.write('deploy.yaml', descriptor);
    const args = ['verify', '--target', 'nginx', 'deploy.yaml'];
    const { stdout, stderr, status } = await runCli(args, { cwd: workspace.directory });

    expect(shown.split('\n').slice(1).join('\n')).toBe(`${stdout}${stderr}exit code ${status}\n`);
  });
});
