import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { planBuild } from '../../../src/build/plan-build.ts';
import { load } from '../../../src/deploygen.ts';
import { createWorkspace } from '../../../src/live/workspace.ts';
import { CLI, runCli } from '../../cli/run-cli.ts';

const RUNS = 200;

/** Three versions of a site, each of which changes every file of the one before. */
const versions = [0, 1, 2].map((version) => {
  const apps = Array.from(
    { length: 6 },
    (_, index) => `- name: app${index}
  mount: /v${version}/app${index}
  socket: { path: /run/v${version}-${index}.sock, backlog: ${600 + version} }
  command: [/srv/v${version}/app.fcgi]
  user: user${version}
`,
  );
  const source = `targets: { nginx: {}, lighttpd: {}, systemd: {} }\napps:\n${apps.join('')}`;
  const loaded = load(source, 'deploy.yaml');
  const plan = loaded.ok ? planBuild(loaded.deployment, '../deploy.yaml') : loaded;
  if (!plan.ok) throw new Error(JSON.stringify(plan.diagnostics));
  return { source, texts: new Map(plan.files.map(({ path, text }) => [path, text])) };
});

it('build, killed at 200 random instants or more, leaves whole files, and a check that tells the truth', async () => {
  const seen: Seen = { whole: 0, mixed: 0, recovered: 0 };

  await Promise.all([killAndCheck(seen), killAndCheck(seen)]);
}, 1_200_000);

/** What the runs came to. */
interface Seen {
  whole: number;
  mixed: number;
  recovered: number;
}

/** Half of the runs, in a folder of their own, and more where too many were killed before their way or after it. */
async function killAndCheck(seen: Seen): Promise<void> {
  await using workspace = await createWorkspace();
  const cwd = workspace.directory;
  const paths = [...(versions[0]?.texts.keys() ?? [])];
  let milliseconds = 0;
  for (let run = 0; run < RUNS / 2 || Object.values(seen).some((times) => times <= 5); run++) {
    const version = versions[run % versions.length];
    if (version === undefined) throw new TypeError('there are three versions');
    writeFileSync(workspace.path('deploy.yaml'), version.source);
    if (run % 20 === 0) {
      const begin = performance.now();
      expect(await runCli(['build'], { cwd })).toMatchObject({ status: 0 });
      milliseconds = performance.now() - begin;
    }
    await killedBuild(cwd, milliseconds * (0.2 + Math.random()));

    const expected = paths.flatMap((path) => {
      const text = read(workspace.path('generated', path));
      if (text === version.texts.get(path)) return [];
      if (text === null) return ['drift-missing deploy.yaml'];
      expect(
        versions.some(({ texts }) => texts.get(path) === text),
        path,
      ).toBe(true);
      return [`drift-stale generated/${path}`];
    });
    seen[expected.length === 0 ? 'whole' : 'mixed'] += 1;
    expect(await check(cwd, expected.length === 0)).toEqual(expected.sort());
    if (Math.random() < 0.5) continue;
    // The next builds come upon what several of them have left.
    expect(await runCli(['build'], { cwd })).toMatchObject({ status: 0 });
    expect(await check(cwd, false)).toEqual([]);
    seen.recovered += 1;
  }
}

async function killedBuild(cwd: string, milliseconds: number): Promise<void> {
  const child = spawn(process.execPath, [CLI, 'build'], { cwd, stdio: 'ignore' });
  const ended = once(child, 'close');
  await Promise.race([ended, delay(milliseconds)]);
  child.kill('SIGKILL');
  await ended;
}

/** @param mayLackManifest whether the list itself may be behind: files are all there, and nobody has noted it */
async function check(cwd: string, mayLackManifest: boolean): Promise<readonly string[]> {
  const { stdout } = await runCli(['build', '--check', '--format', 'json'], { cwd });
  const { diagnostics } = JSON.parse(stdout) as {
    readonly diagnostics: readonly { readonly code: string; readonly path: string }[];
  };
  return diagnostics
    .map(({ code, path }) => `${code} ${path}`)
    .filter((found) => !(mayLackManifest && found.startsWith('drift-manifest ')))
    .sort();
}

function read(path: string): string | null {
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}
