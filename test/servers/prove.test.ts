import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Observation } from '../../src/core/judge.ts';
import { templateSources } from '../../src/generated/template-sources.ts';
import { descendantsOf, isRunning } from '../../src/live/process-tree.ts';
import { startProgram } from '../../src/live/program.ts';
import type { Probe } from '../../src/live/prove/probe.ts';
import { find } from '../../src/live/prove/verdict.ts';
import { type ProgramRun, runProgram } from '../../src/live/run-program.ts';
import { createWorkspace, type Workspace } from '../../src/live/workspace.ts';
import { nginx as nginxTarget } from '../../src/targets/nginx/index.ts';
import { CLI } from '../cli/run-cli.ts';
import { deploymentOf } from '../unit/core/deployment-of.ts';
import { echoBundle } from './echo-bundle.ts';
import { needs } from './needs.ts';
import { until } from './until.ts';

const THREE_MOUNTS = {
  apps: ['/', '/shop', '/my app'].map((mount, index) => ({
    name: `app-${index}`,
    mount,
    socket: index === 2 ? ['127.0.0.1:9001', '127.0.0.1:9002'] : `/run/app-${index}/app.sock`,
    static: index === 1 ? { '/shop/static/': '/srv/shop/static/' } : {},
  })),
};

const POLICIES = {
  name: 'shop',
  mount: '/shop',
  socket: '/run/shop/app.sock',
  hosts: ['shop.example'],
  tls: { certificate: '/etc/shop.pem', key: '/etc/shop.key' },
  static: { '/shop/static/': '/srv/shop/static/' },
  deny: ['/shop/private'],
  redirects: [{ from: '/old', to: '/shop/new', status: 301 }],
  auth: { basic: { realm: 'staff', file: '/etc/shop/users', anonymous_methods: ['GET'] } },
  maintenance: { page: '/srv/shop/503.html' },
  headers: { 'X-Frame-Options': 'DENY' },
  allow: ['127.0.0.1'],
};

describe.runIf(needs('nginx', 'apache2', 'lighttpd'))('deploygen prove', () => {
  it('finds nothing wrong with three mounts on three servers, and leaves nothing', async () => {
    const { result, left } = await proved(THREE_MOUNTS, '--random', '300', '--format', 'json');

    const { version, servers } = JSON.parse(result.stdout);
    expect(result).toMatchObject({ code: 0, stderr: '' });
    expect(version).toBe(1);
    expect(servers).toMatchObject([
      { server: 'nginx', wrong: [] },
      { server: 'apache', wrong: [] },
      { server: 'lighttpd', wrong: [] },
    ]);
    for (const { right } of servers) expect(right).toBeGreaterThan(3 * 75);
    expect(left).toEqual([]);
  });

  it('asks one server, and prints a line for it', async () => {
    const { result } = await proved(THREE_MOUNTS, '--server', 'lighttpd');

    expect(result.stdout).toMatch(/^lighttpd \S+: \d+ right, .*limits: .*lighttpd-.*, 0 wrong\n$/);
  });

  it('writes a case of JUnit for each request', async () => {
    const { result } = await proved(THREE_MOUNTS, '--server', 'nginx', '--format', 'junit');

    const [, tests = ''] =
      /<testsuite name="nginx [^"]+" tests="(\d+)" failures="0"/.exec(result.stdout) ?? [];
    expect(result.stdout.match(/<testcase /g)).toHaveLength(Number(tests));
    expect(result.stdout).not.toMatch(/[\x00-\x08]/);
  });

  it('shows where two servers differ', async () => {
    const { result } = await proved(THREE_MOUNTS, '--against', 'nginx,lighttpd');

    expect(result.stdout).toContain(
      'GET /shop/%zz [lighttpd-malformed-percent]\n  nginx: status 400\n',
    );
    expect(result.stdout).toMatch(/\d+ of \d+ requests get the same from both\n$/);
  });

  it('judges the policies, with a password file and pages of its own', async () => {
    const { result, left } = await proved(POLICIES, '--format', 'json');

    const { servers } = JSON.parse(result.stdout);
    expect(servers).toMatchObject(
      ['nginx', 'apache', 'lighttpd'].map((server) => ({
        server,
        leftOut: ['hosts', 'tls'],
        wrong: [],
      })),
    );
    for (const { right } of servers) expect(right).toBeGreaterThan(450);
    expect(left).toEqual([]);
  });

  it('says what it leaves out', async () => {
    const { result } = await proved(POLICIES, '--server', 'nginx');

    expect(result.stdout).toContain(
      '\nleft out, as a server on loopback has neither names nor TLS: hosts, tls\n',
    );
  });

  it('says what a server cannot express', async () => {
    const { result } = await proved(
      {
        name: 'shop',
        socket: '/run/shop/app.sock',
        limits: { header_buffer: '16k' },
      },
      '--server',
      'lighttpd',
    );

    expect(result.code).toBe(1);
    expect(result.stdout).toMatch(/^lighttpd: cannot express this descriptor: /);
  });

  it('starts the application itself, and shows what one that fails has printed', async () => {
    await using workspace = await createWorkspace();
    const echo = await echoBundle(workspace);
    const fields = { mount: '/shop', socket: '/run/shop/app.sock' };
    const good = { name: 'good', ...fields, command: [process.execPath, echo] };
    const bad = { name: 'bad', ...fields, command: ['/bin/sh', '-c', 'echo cannot import shop'] };

    const up = await proved(good, '--with-app');
    const down = await proved(bad, '--with-app', '--server', 'nginx');

    expect(up.result.stdout).toMatch(
      /^(?:(nginx|apache|lighttpd): application "good" at \/shop\/: status 200\n){3}$/,
    );
    expect(up.result.code).toBe(0);
    expect(down.result.stdout).toContain('application "bad" at /shop/: status 502');
    expect(down.result.stdout).toContain('cannot import shop');
    expect(down.result.code).toBe(1);
    expect([...up.left, ...down.left]).toEqual([]);
  });

  it.each([
    [
      'command: [/nowhere/app.fcgi]',
      '3:11: cannot start "/nowhere/app.fcgi": it is not there, or what its first line names is not',
    ],
    [
      'command: [/bin/true]\ndirectory: /nowhere',
      '4:12: cannot start a command in "/nowhere": there is no such folder',
    ],
    ['command: [/etc/passwd]', '3:11: cannot start "/etc/passwd": its user may not run it'],
  ])('says where a command stands that does not start: %j', async (command, says) => {
    await using workspace = await createWorkspace();
    const path = workspace.path('deploy.yaml');
    await workspace.write('deploy.yaml', `name: shop\nsocket: /run/shop/app.sock\n${command}\n`);

    const { code, stdout, stderr } = await runProgram([
      process.execPath,
      ...[CLI, 'prove', '--with-app', '--server', 'nginx', path],
    ]);

    expect(stderr).toContain(`deploygen: ${path}:${says}`);
    expect(stderr).toContain('= help: ');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  it.each([
    ['application', '$fastcgi_path_info;', '$uri;', 'PATH_INFO is "/shop/" instead of "/"'],
    [
      'headers',
      'add_header {{name}} {{value}} always;',
      '',
      'header X-Odd is absent instead of "odd"',
    ],
  ])('finds what a template of the user makes wrong: %s', async (name, right, other, why) => {
    await using workspace = await createWorkspace();
    const built = templateSources[`nginx/${name}.nginx`] ?? '';
    const wrong = built.replaceAll(right, other);
    await workspace.write(`own/nginx/${name}.nginx.hbs`, wrong);
    const headers = { 'X-Odd': 'odd' };
    const descriptor = { name: 'shop', mount: '/shop', socket: '/run/shop/app.sock', headers };
    const flags = ['--server', 'nginx', '--templates', workspace.path('own')];

    const { result } = await proved(descriptor, ...flags);

    expect(wrong).not.toBe(built);
    expect(result.code).toBe(1);
    expect(result.stdout).toContain(why);
  });

  it.each(['nginx', 'apache', 'lighttpd'])(
    'leaves nothing of %s when it is killed',
    async (name) => {
      await using workspace = await createWorkspace();
      const { file, folder } = await descriptorIn(workspace, THREE_MOUNTS);
      // By no program of ours, which would end the descendants itself.
      const killed = spawn(
        process.execPath,
        [CLI, 'prove', file, '--server', name, '--random', '200000'],
        {
          env: { PATH: process.env.PATH, TMPDIR: folder },
          stdio: 'ignore',
        },
      );
      const servers = (): number =>
        processesOf(folder).filter((line) => /nginx|apache2|lighttpd/.test(line)).length;
      await until(() => servers() > 0);
      const all = descendantsOf(killed.pid ?? 0);

      killed.kill('SIGKILL');

      await until(() => !all.some(isRunning) && processesOf(folder).length === 0);
      await until(() => readdirSync(folder).length === 0);
      expect(all.length).toBeGreaterThan(1);
    },
  );

  it('leaves nothing behind when it is interrupted', async () => {
    await using workspace = await createWorkspace();
    const { file, folder } = await descriptorIn(workspace, THREE_MOUNTS);
    await using running = await startProgram({
      command: [process.execPath, CLI, 'prove', file, '--random', '200000'],
      environment: { PATH: process.env.PATH ?? '', TMPDIR: folder },
      ready: { kind: 'started' },
    });
    await until(() => processesOf(folder).length > 0);

    running.signal('SIGINT');
    await running.ended;

    await until(() => processesOf(folder).length === 0);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('a finding', () => {
  const deployment = deploymentOf({ name: 'shop', mount: '/shop', socket: '/run/shop/app.sock' });
  const probe: Probe = {
    owner: '/shop',
    label: 'a label',
    request: { method: 'GET', target: '/shop/a' },
    variables: { HTTP_PROXY: null },
    bodyBytes: 0,
  };
  const right = {
    SCRIPT_NAME: '/shop',
    PATH_INFO: '/a',
    REQUEST_URI: '/shop/a',
    QUERY_STRING: '',
    REQUEST_METHOD: 'GET',
  };
  const reached = (variables: Record<string, string>): Observation => ({
    status: 200,
    location: null,
    body: '',
    application: { name: 'shop', variables: Object.entries(variables), bodyBytes: 0 },
  });

  it.each([
    [{}, 'right', undefined],
    [{ PATH_INFO: '/b' }, 'wrong', 'PATH_INFO is "/b" instead of "/a"'],
    [
      { HTTP_PROXY: 'http://evil.example' },
      'wrong',
      'HTTP_PROXY is "http://evil.example" instead of absent',
    ],
  ])('with %j is %s', async (variables, kind, why) => {
    const observed = reached({ ...right, ...variables });

    const { verdict } = await find(deployment, nginxTarget, { probe, observed });

    expect(verdict).toEqual(why === undefined ? { kind } : { kind, why });
  });
});

/** Runs `prove` with a temporary folder of its own, and tells what is left in there. */
async function proved(descriptor: object, ...flags: readonly string[]) {
  await using workspace = await createWorkspace();
  const { file, folder } = await descriptorIn(workspace, descriptor);
  const result: ProgramRun = await runProgram([process.execPath, CLI, 'prove', file, ...flags], {
    environment: { PATH: process.env.PATH ?? '', TMPDIR: folder },
    timeoutMilliseconds: 150_000,
  });
  return { result, left: [...readdirSync(folder), ...processesOf(folder)] };
}

async function descriptorIn(workspace: Workspace, descriptor: object) {
  const file = await workspace.write('deploy.yaml', JSON.stringify(descriptor));
  const folder = workspace.path('t');
  mkdirSync(folder);
  // The web servers' own user has to get through.
  chmodSync(folder, 0o755);
  return { file, folder };
}

/** Command lines of the processes that name a folder. */
function processesOf(folder: string): readonly string[] {
  return readdirSync('/proc')
    .filter((name) => /^[0-9]+$/.test(name))
    .map(commandLine)
    .filter((line) => line.includes(`${folder}/`));
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1');
  } catch {
    // It has ended meanwhile.
    return '';
  }
}
