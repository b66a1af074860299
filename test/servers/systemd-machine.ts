import { existsSync, rmdirSync } from 'node:fs';
import { mkdir, readdir, readFile, rmdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { onExit } from '../../src/live/exit-hook.ts';
import { type RunningProgram, startProgram } from '../../src/live/program.ts';
import { type ProgramRun, runProgram } from '../../src/live/run-program.ts';
import { createWorkspace } from '../../src/live/workspace.ts';

/** A throw-away machine on which the installed systemd is PID 1; see the script `systemd-namespace`. */
export interface SystemdMachine {
  /** Runs a command on it. */
  exec(...command: readonly [program: string, ...args: string[]]): Promise<ProgramRun>;
  /** Runs a command that has to succeed; returns what it prints. */
  succeed(...command: readonly [program: string, ...args: string[]]): Promise<string>;
  /** What one of its paths is called out here. */
  path(path: string): string;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Boots a machine; `binds` are folders of ours by the names that it shall know them by. */
export async function startSystemdMachine(
  binds: Readonly<Record<string, string>> = {},
): Promise<SystemdMachine> {
  const workspace = await createWorkspace();
  const cgroup = join(cgroupRoot(), `deploygen-${process.pid}-${Date.now()}`);
  const forget = onExit(() => removeNow(cgroup));
  const root = workspace.path('machine');
  await mkdir(root);
  const pairs = Object.entries(binds).map(([target, source]) => `${resolve(source)}:${target}`);
  const namespace = await startProgram({
    command: ['test/servers/systemd-namespace', root, cgroup, ...pairs],
    ready: { kind: 'started' },
  });

  async function end() {
    // Of unshare --kill-child: its child dies with it, and with PID 1 the whole machine.
    await namespace.stop({ signal: 'SIGKILL' });
    await removeCgroup(cgroup);
    await workspace.dispose();
    forget();
  }

  try {
    const init = await bootedInit(namespace);
    const exec: SystemdMachine['exec'] = (...command) => runProgram(enter(init, command));
    return {
      exec,
      async succeed(...command) {
        const { code, stdout, stderr } = await exec(...command);
        if (code === 0) return stdout;
        throw new Error(`${command.join(' ')}: status ${code}\n${stdout}${stderr}`);
      },
      path: (path) => `/proc/${init}/root${path}`,
      [Symbol.asyncDispose]: end,
    };
  } catch (error) {
    await end();
    throw error;
  }
}

function enter(
  init: number,
  command: readonly [program: string, ...args: string[]],
): [string, ...string[]] {
  const environment = [
    'PATH=/usr/sbin:/usr/bin:/sbin:/bin',
    'LANG=C.UTF-8',
    'SYSTEMD_PAGER=cat',
    'SYSTEMD_COLORS=0',
  ];
  const inside = ['/usr/bin/env', '-i', '-C', '/', ...environment, ...command];
  return ['nsenter', '-t', String(init), '--all', '--root', '--', ...inside];
}

/** The process that is PID 1 in there, once it has booted. */
async function bootedInit(namespace: RunningProgram): Promise<number> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    const children = await readFile(
      `/proc/${namespace.pid}/task/${namespace.pid}/children`,
      'utf8',
    ).catch((error) => {
      throw new Error(`the machine ended: ${namespace.stderr()}`, { cause: error });
    });
    const init = Number.parseInt(children, 10);
    // Before, it is a shell that still sees the machine below, whose systemd would answer in its place.
    if (init > 0 && (await isSystemd(init))) {
      const { stdout } = await runProgram(enter(init, ['systemctl', 'is-system-running']));
      if (/^(running|degraded)$/m.test(stdout)) return init;
    }
    await delay(50);
  }
  throw new Error(`systemd did not come up: ${namespace.stdout()}${namespace.stderr()}`);
}

async function isSystemd(pid: number): Promise<boolean> {
  return (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')) === 'systemd\n';
}

/** The v2 tree; beside v1 (hybrid) it has a folder of its own. */
function cgroupRoot(): string {
  const unified = '/sys/fs/cgroup/unified';
  return existsSync(unified) ? unified : '/sys/fs/cgroup';
}

/** Removes a tree of cgroups, which can be done only when the last process has left each. */
async function removeCgroup(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) await removeCgroup(join(folder, entry.name));
  }
  for (let attempts = 0; ; attempts += 1) {
    try {
      await rmdir(folder);
      return;
    } catch (error) {
      if (attempts === 1000) throw error;
      await delay(20);
    }
  }
}

function removeNow(folder: string): void {
  if (existsSync(folder)) rmdirSync(folder);
}
