import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createWorkspace } from '../../../src/live/workspace.ts';
import { runCli } from '../../cli/run-cli.ts';
import { needs } from '../needs.ts';

describe.runIf(needs('root', 'mount'))('deploygen build', () => {
  it('leaves everything as it was where the disk is full', async () => {
    await using workspace = await createWorkspace();
    using disk = mountSmall(workspace.path('disk'), '256k');
    const cwd = disk.path;
    writeFileSync(`${cwd}/deploy.yaml`, descriptor(1));
    expect(await runCli(['build'], { cwd })).toMatchObject({ status: 0 });
    const before = contents(cwd);
    fill(`${cwd}/ballast`, 4096);
    writeFileSync(`${workspace.directory}/deploy.yaml`, descriptor(2));

    const args = ['build', '-o', 'disk/generated', 'deploy.yaml'];
    const { status, stderr } = await runCli(args, { cwd: workspace.directory });

    expect(status).toBe(2);
    expect(stderr).toMatch(/cannot write into disk\/generated: the disk is full /);
    expect(contents(cwd)).toEqual(before);
  });

  it('checks a read-only folder, and leaves one alone that is current', async () => {
    await using workspace = await createWorkspace();
    using disk = mountSmall(workspace.path('disk'), '1m');
    const cwd = disk.path;
    writeFileSync(`${cwd}/deploy.yaml`, descriptor(1));
    await runCli(['build'], { cwd });
    writeFileSync(workspace.path('deploy.yaml'), descriptor(2));
    execFileSync('mount', ['-o', 'remount,ro', cwd]);

    expect(await runCli(['build', '--check'], { cwd })).toMatchObject({ status: 0, stdout: '' });
    expect(await runCli(['build'], { cwd })).toMatchObject({ status: 0 });
    const other = ['-o', 'disk/generated', 'deploy.yaml'];
    const checked = await runCli(['build', '--check', ...other], { cwd: workspace.directory });
    expect(checked.status).toBe(1);
    expect(checked.stdout).toContain('[drift-stale]');
    const built = await runCli(['build', ...other], { cwd: workspace.directory });
    expect(built.status).toBe(2);
    expect(built.stderr).toMatch(
      /cannot write into disk\/generated: the file system is read-only /,
    );
  });
});

describe('several builds at once', () => {
  it('wait for each other, and end with what the last one read', async () => {
    await using workspace = await createWorkspace();
    const cwd = workspace.directory;
    for (let round = 1; round <= 5; round++) {
      writeFileSync(workspace.path('deploy.yaml'), descriptor(round));
      const builds = Array.from({ length: 4 }, () => runCli(['build'], { cwd }));
      for (const { status, stderr } of await Promise.all(builds)) {
        expect(stderr).toMatch(/unchanged\n$/);
        expect(status).toBe(0);
      }
      expect(await runCli(['build', '--check'], { cwd })).toMatchObject({ status: 0 });
      expect(readdirSync(workspace.path('generated')).sort()).toEqual([
        'deploygen.lock.json',
        'nginx',
        'systemd',
      ]);
    }
  });

  it('do not take each other for a hand, whatever they read', async () => {
    await using workspace = await createWorkspace();
    const cwd = workspace.directory;
    for (const number of [1, 2, 3]) {
      await workspace.write(`${number}/deploy.yaml`, descriptor(number));
    }
    // One folder from three checkouts: each build finds the others' files.
    for (let round = 0; round < 5; round++) {
      const builds = [1, 2, 3].map((number) =>
        runCli(['build', '-o', '../conf'], { cwd: `${cwd}/${number}` }),
      );
      for (const { status } of await Promise.all(builds)) expect(status).toBe(0);
    }
  });

  it('take over what a killed one has locked', async () => {
    await using workspace = await createWorkspace();
    await workspace.write('deploy.yaml', descriptor(1));
    await workspace.write(
      'generated/.deploygen.lock',
      JSON.stringify({ pid: process.pid, born: '1', begun: {} }),
    );
    await workspace.write('generated/nginx/.shop.locations.conf.deploygen-4194304.tmp', 'half');

    expect(await runCli(['build'], { cwd: workspace.directory })).toMatchObject({ status: 0 });
    expect(readdirSync(workspace.path('generated'))).not.toContain('.deploygen.lock');
    expect(readdirSync(workspace.path('generated/nginx'))).toEqual(['shop.locations.conf']);
  });
});

/** A small file system of a test's own. */
function mountSmall(path: string, size: string): Disposable & { readonly path: string } {
  mkdirSync(path);
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', path]);
  return { path, [Symbol.dispose]: () => execFileSync('umount', [path]) };
}

function descriptor(number: number): string {
  return `name: shop
socket: { path: /run/shop.sock, backlog: ${600 + number} }
mount: /shop${number}
command: [/srv/shop/app.fcgi, "${number}"]
user: shop
targets: { nginx: {}, systemd: {} }
`;
}

/** Every file below a folder with its content. */
function contents(folder: string): ReadonlyMap<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'ballast')
    .map((entry) => `${entry.parentPath}/${entry.name}`);
  return new Map(files.map((file) => [file, readFileSync(file, 'utf8')]));
}

/** Writes until the disk holds no more, but for so many bytes. */
function fill(path: string, spare: number): void {
  const chunk = Buffer.alloc(spare);
  try {
    for (;;) writeFileSync(path, chunk, { flag: 'a' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
}
