/**
 * `npm run bench:prove`: the time of `deploygen prove` for three mounts on the installed web servers. Exits with 1 above the limit
 * of docs/performance.md.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from './median.ts';

const RUNS = 5;
const LIMIT_SECONDS = 30;

const DESCRIPTOR = {
  apps: ['/', '/shop', '/my app'].map((mount, index) => ({
    name: `app-${index}`,
    mount,
    socket: `/run/app-${index}/app.sock`,
    static: { [`${mount === '/' ? '' : mount}/static/`]: '/srv/static/' },
  })),
};

const folder = mkdtempSync(join(tmpdir(), 'deploygen-bench-'));
try {
  const file = join(folder, 'deploy.yaml');
  writeFileSync(file, JSON.stringify(DESCRIPTOR));
  const runs = Array.from({ length: RUNS }, () => proved(file));
  const [{ servers } = { servers: [] }] = runs;
  const seconds = median(runs.map((run) => run.seconds));
  console.log(`Node ${process.version}, ${availableParallelism()} processors, ${RUNS} runs`);
  for (const { server, right } of servers) console.log(`${server}: ${right} requests right`);
  const isWithin = seconds <= LIMIT_SECONDS;
  console.log(
    `${seconds.toFixed(1)} s median, ${isWithin ? 'within' : 'ABOVE'} ${LIMIT_SECONDS} s`,
  );
  process.exitCode = isWithin ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true });
}

interface Proof {
  readonly seconds: number;
  readonly servers: readonly { readonly server: string; readonly right: number }[];
}

function proved(file: string): Proof {
  const started = process.hrtime.bigint();
  const command = ['dist/cli.js', 'prove', file, '--format', 'json'];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8' });
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  if (status !== 0) throw new Error(stderr || stdout);
  return { seconds, servers: JSON.parse(stdout).servers };
}
