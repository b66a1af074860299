import {
  chmodSync,
  lstatSync,
  mkdirSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
} from 'node:fs';
import { describe, expect, it } from 'vitest';
import { reporters } from '../../src/report/index.ts';
import { runCli } from './run-cli.ts';
import { type Scratch, scratch } from './scratch.ts';

const SHOP = `name: shop
mount: /shop
socket: unix:/run/shop/app.sock
processes: 4
command: [/srv/shop/app.fcgi]
user: shop
targets:
  nginx: {}
  systemd: { output: units/ }
`;
const NGINX = 'generated/nginx/shop.locations.conf';
const TARGET = 'generated/units/shop.target';
const FILES = [
  'generated/deploygen.lock.json',
  NGINX,
  'generated/units/shop.socket',
  'generated/units/shop.sysusers.conf',
  TARGET,
  'generated/units/shop.tmpfiles.conf',
  'generated/units/shop@.service',
];

describe('deploygen build', () => {
  it('writes what each target prints, and a list of it', async () => {
    const made = scratch({ 'deploy.yaml': SHOP });
    const { status, stdout, stderr } = await runCli(['build'], { cwd: made.path });
    const printed = await runCli(['nginx'], { cwd: made.path });

    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
    expect(stderr).toContain('6 files written, 0 unchanged');
    expect(filesOf(made)).toEqual(['deploy.yaml', ...FILES]);
    expect(made.read(NGINX)).toBe(printed.stdout);
    expect(JSON.parse(made.read('generated/deploygen.lock.json'))).toMatchObject({
      version: 1,
      files: { 'units/shop.target': { target: 'systemd', descriptor: '../deploy.yaml' } },
    });
  });

  it('touches nothing that is current', async () => {
    const made = await built();
    for (const file of FILES) utimesSync(`${made.path}/${file}`, 1, 1);
    const { status, stderr } = await runCli(['build'], { cwd: made.path });

    expect({ status, stderr }).toEqual({ status: 0, stderr: '0 files written, 6 unchanged\n' });
    for (const file of FILES) expect(statSync(`${made.path}/${file}`).mtimeMs).toBe(1000);
  });

  it('writes the same bytes in the same places from anywhere', async () => {
    const here = await built();
    const there = scratch({ 'a b/ü/deploy.yaml': SHOP });
    const { status } = await runCli(['build', 'a b/ü/deploy.yaml'], { cwd: there.path });

    expect(status).toBe(0);
    for (const file of FILES) expect(there.read(`a b/ü/${file}`)).toBe(here.read(file));
  });

  it('keeps the modes of files', async () => {
    const made = await built();
    chmodSync(`${made.path}/${TARGET}`, 0o640);
    made.write('deploy.yaml', SHOP.replace('4', '5'));
    await runCli(['build'], { cwd: made.path });

    expect(made.read(TARGET)).toContain('shop@5.service');
    expect(statSync(`${made.path}/${TARGET}`).mode & 0o777).toBe(0o640);
  });

  it('does not write over what was edited by hand, nor anything beside it', async () => {
    const made = await built();
    made.write(NGINX, `${made.read(NGINX)}# mine\n`);
    made.write('deploy.yaml', SHOP.replace('4', '5'));
    const target = made.read(TARGET);
    const { status, stderr } = await runCli(['build'], { cwd: made.path });

    expect(status).toBe(1);
    expect(stderr).toContain('[drift-hand-edited]');
    expect(stderr).toContain('\n-# mine\n');
    expect(made.read(NGINX)).toContain('# mine');
    expect(made.read(TARGET)).toBe(target);
  });

  it('writes over it with --force', async () => {
    const made = await built();
    made.write(NGINX, 'mine\n');
    const { status } = await runCli(['build', '--force'], { cwd: made.path });

    expect(status).toBe(0);
    expect(made.read(NGINX)).not.toContain('mine');
    expect(await check(made)).toEqual([]);
  });

  it('does not write over a file that it never wrote', async () => {
    const made = scratch({ 'deploy.yaml': SHOP, [NGINX]: 'mine\n' });
    const { status, stderr } = await runCli(['build'], { cwd: made.path });

    expect(status).toBe(1);
    expect(stderr).toContain('is not from deploygen');
    expect(filesOf(made)).toEqual(['deploy.yaml', NGINX]);
  });

  it('names what is rendered no longer, and removes it with --prune', async () => {
    const made = await built();
    made.write('deploy.yaml', SHOP.replace(/ +systemd.*\n/, ''));
    const kept = await runCli(['build'], { cwd: made.path });

    expect(kept.status).toBe(0);
    expect(kept.stderr).toContain(`${TARGET} is rendered no longer`);
    expect(filesOf(made)).toEqual(['deploy.yaml', ...FILES]);
    expect(await check(made)).toContain(`drift-orphaned ${TARGET}`);
    const pruned = await runCli(['build', '--prune'], { cwd: made.path });
    expect(pruned.status).toBe(0);
    expect(made.list()).toEqual([
      'deploy.yaml',
      'generated/',
      'generated/deploygen.lock.json',
      'generated/nginx/',
      NGINX,
    ]);
    expect(await check(made)).toEqual([]);
  });

  it('removes no edited file without --force', async () => {
    const made = await built();
    made.write(TARGET, 'mine\n');
    made.write('deploy.yaml', SHOP.replace(/ +systemd.*\n/, ''));

    expect((await runCli(['build', '--prune'], { cwd: made.path })).status).toBe(1);
    expect(made.read(TARGET)).toBe('mine\n');
    expect((await runCli(['build', '--prune', '--force'], { cwd: made.path })).status).toBe(0);
    expect(made.list()).not.toContain(TARGET);
  });

  it('says with --dry-run and --diff what it would do, as a patch', async () => {
    const made = await built();
    made.write('deploy.yaml', SHOP.replace('4', '5'));
    const before = made.read(TARGET);
    const { status, stdout, stderr } = await runCli(['build', '--dry-run', '--diff'], {
      cwd: made.path,
    });

    expect(status).toBe(0);
    expect(stdout).toMatch(/^--- generated\/units\/shop\.target\n\+\+\+ /);
    expect(stderr).toBe(`would write ${TARGET}\n1 file to write, 5 unchanged\n`);
    expect(made.read(TARGET)).toBe(before);
  });

  it('puts the files of several descriptors into one folder, and knows whose are whose', async () => {
    const made = scratch({ 'a.yaml': SHOP, 'b.yaml': SHOP.replaceAll('shop', 'desk') });
    const both = ['build', '-o', 'conf', 'a.yaml', 'b.yaml'];
    expect((await runCli(both, { cwd: made.path })).status).toBe(0);

    const alone = await runCli(['build', '--check', '-o', 'conf', 'b.yaml'], { cwd: made.path });
    expect(alone.status).toBe(0);
    unlinkSync(`${made.path}/a.yaml`);
    const left = await runCli(['build', '--check', '-o', 'conf', 'b.yaml'], { cwd: made.path });
    expect(left.status).toBe(1);
    expect(left.stdout).toContain('a.yaml no longer renders this file, for nginx [drift-orphaned]');
  });

  it('refuses two descriptors that write one file', async () => {
    const made = scratch({ 'a.yaml': SHOP, 'b.yaml': SHOP });
    const { status, stderr } = await runCli(['build', '-o', 'conf', 'a.yaml', 'b.yaml'], {
      cwd: made.path,
    });

    expect(status).toBe(1);
    expect(stderr).toContain('is also written for nginx of a.yaml [unique-output]');
  });

  it('builds the others where one descriptor is broken', async () => {
    const made = scratch({ 'a/deploy.yaml': 'name: 1\n', 'b/deploy.yaml': SHOP });
    const { status, stderr } = await runCli(['build', 'a/deploy.yaml', 'b/deploy.yaml', 'c'], {
      cwd: made.path,
    });

    expect(status).toBe(2);
    expect(stderr).toContain('a/deploy.yaml:1:7: error');
    expect(stderr).toContain('cannot read c: ');
    expect(made.list()).toContain(`b/${NGINX}`);
  });

  it.each([
    ['standard input', ['build', '-']],
    ['a check that writes', ['build', '--check', '--force']],
    ['a format without a report', ['build', '--format', 'json']],
  ])('could not run for %s', async (_, args) => {
    const { path: cwd } = scratch({ 'deploy.yaml': SHOP });
    expect((await runCli(args, { cwd, input: SHOP })).status).toBe(2);
  });
});

describe('deploygen build writes nothing outside its folder', () => {
  it.each(['../up', '/etc/deploygen-test', 'a/../../b', 'a//b', 'a\\b'])(
    'for output %s',
    async (output) => {
      const made = scratch({ 'deploy.yaml': SHOP.replace('units/', JSON.stringify(output)) });
      const { status, stderr } = await runCli(['build'], { cwd: made.path });

      expect(status).toBe(1);
      expect(stderr).toContain('[valid-output]');
      expect(filesOf(made)).toEqual(['deploy.yaml']);
    },
  );

  it.each([
    ['a folder on the way', 'generated/units', 'units/'],
    ['the file', TARGET, 'shop.target'],
  ])('through a link in place of %s', async (_, link, at) => {
    const made = scratch({ 'deploy.yaml': SHOP, 'elsewhere/kept': 'kept' });
    mkdirSync(`${made.path}/generated/units`, { recursive: true });
    rmSync(`${made.path}/${link}`, { recursive: true, force: true });
    symlinkSync(`${made.path}/elsewhere`, `${made.path}/${link}`);
    for (const args of [['build'], ['build', '--force', '--prune']]) {
      const { status, stderr } = await runCli(args, { cwd: made.path });

      expect(status, at).toBe(1);
      expect(stderr).toContain('is a symbolic link [drift-blocked]');
    }
    expect(made.list().filter((name) => name.startsWith('elsewhere/'))).toEqual([
      'elsewhere/',
      'elsewhere/kept',
    ]);
    expect(lstatSync(`${made.path}/${link}`).isSymbolicLink()).toBe(true);
  });

  it('for a list of files that names others', async () => {
    const made = await built();
    const lock = 'generated/deploygen.lock.json';
    made.write(lock, made.read(lock).replace('units/shop.target', '../deploy.yaml'));
    const { status, stderr } = await runCli(['build', '--prune'], { cwd: made.path });

    expect(status).toBe(1);
    expect(stderr).toContain('"../deploy.yaml" does not lie below its folder');
    expect((await runCli(['build', '--prune', '--force'], { cwd: made.path })).status).toBe(0);
    expect(made.read('deploy.yaml')).toBe(SHOP);
  });
});

describe('deploygen build --check', () => {
  it('finds nothing after a build', async () => {
    expect(await check(await built())).toEqual([]);
  });

  it.each<[string, (made: Scratch) => void, readonly string[]]>([
    [
      'stale',
      (made) => made.write('deploy.yaml', SHOP.replace('4', '5')),
      [`drift-stale ${TARGET}`],
    ],
    ['hand-edited', (made) => made.write(TARGET, 'x\n'), [`drift-hand-edited ${TARGET}`]],
    ['missing', (made) => unlinkSync(`${made.path}/${TARGET}`), ['drift-missing deploy.yaml']],
    [
      'orphaned',
      (made) => made.write('deploy.yaml', SHOP.replace(/ +nginx.*\n/, '')),
      [`drift-orphaned ${NGINX}`],
    ],
    [
      'a folder in the way',
      (made) => {
        unlinkSync(`${made.path}/${TARGET}`);
        mkdirSync(`${made.path}/${TARGET}`);
      },
      [`drift-blocked ${TARGET}`],
    ],
    ['no list', (made) => unlinkSync(`${made.path}/${FILES[0]}`), [`drift-manifest ${FILES[0]}`]],
    [
      'a list in conflict',
      (made) => made.write(FILES[0] ?? '', '<<<<<<< ours\n{}\n'),
      [`drift-manifest ${FILES[0]}`],
    ],
    [
      'a list with more than there is',
      (made) => {
        made.write('deploy.yaml', SHOP.replace(/ +nginx.*\n/, ''));
        unlinkSync(`${made.path}/${NGINX}`);
      },
      [`drift-manifest ${FILES[0]}`],
    ],
    ['a broken descriptor', (made) => made.write('deploy.yaml', 'a'), ['schema-type deploy.yaml']],
  ])('finds %s', async (_, change, expected) => {
    const made = await built();
    change(made);

    expect(await check(made)).toEqual(expected);
  });

  it('shows the difference as a diff, in every format', async () => {
    const made = await built();
    made.write('deploy.yaml', SHOP.replace('4', '5'));
    for (const format of Object.keys(reporters)) {
      const { status, stdout } = await runCli(['build', '--check', '--format', format], {
        cwd: made.path,
      });

      expect(status).toBe(1);
      expect(stdout).toContain('drift-stale');
      expect(stdout, format).toContain('+Wants=shop@1.service');
    }
  });

  it('takes a checkout with CRLF for what it is', async () => {
    const made = await built();
    for (const file of [...FILES, 'deploy.yaml']) {
      made.write(file, made.read(file).replaceAll('\n', '\r\n'));
    }
    expect(await check(made)).toEqual([]);
    expect((await runCli(['build'], { cwd: made.path })).stderr).toBe(
      '0 files written, 6 unchanged\n',
    );

    made.write('deploy.yaml', SHOP.replace('4', '5'));
    expect(await check(made)).toEqual([`drift-stale ${TARGET}`]);
    expect((await runCli(['build'], { cwd: made.path })).status).toBe(0);
    expect(await check(made)).toEqual([]);
  });

  it('does not mind a newer deploygen that writes the same', async () => {
    const made = await built();
    const lock = 'generated/deploygen.lock.json';
    made.write(lock, made.read(lock).replaceAll(/"deploygen": "[^"]*"/g, '"deploygen": "0.0.1"'));

    expect(await check(made)).toEqual([]);
  });
});

async function built(): Promise<Scratch> {
  const made = scratch({ 'deploy.yaml': SHOP });
  const { status, stderr } = await runCli(['build'], { cwd: made.path });
  if (status !== 0) throw new Error(stderr);
  return made;
}

/** What `build --check` finds: codes and paths. */
async function check(made: Scratch): Promise<readonly string[]> {
  const before = made.list();
  const args = ['build', '--check', '--format', 'json'];
  const { status, stdout } = await runCli(args, { cwd: made.path });
  const { diagnostics } = JSON.parse(stdout) as {
    diagnostics: readonly { readonly code: string; readonly path: string }[];
  };
  expect(made.list()).toEqual(before);
  expect(status).toBe(diagnostics.length === 0 ? 0 : 1);
  return diagnostics.map(({ code, path }) => `${code} ${path}`);
}

function filesOf(made: Scratch): readonly string[] {
  return made.list().filter((name) => !name.endsWith('/'));
}
