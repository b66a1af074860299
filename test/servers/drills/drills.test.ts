import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { replaceRegion } from '../../../scripts/docs/page.ts';
import { askHttp } from '../../../src/live/http.ts';
import { createWorkspace, type Workspace } from '../../../src/live/workspace.ts';
import { install, type Phase } from '../installed.ts';
import { needs } from '../needs.ts';
import { type Load, underLoad } from '../process-load.ts';
import { type SystemdMachine, startSystemdMachine } from '../systemd-machine.ts';
import { until } from '../until.ts';
import { DRILLS, type Drill, type Figures, figuresTable } from './drill.ts';

/** An application for each manager, whose processes answer one request after the other, and finish it before they end. */
const NAMES = { systemd: 'shop', supervisor: 'wiki' } as const;
const application = (manager: Drill['manager'], processes = 4) => ({
  name: NAMES[manager],
  mount: `/${NAMES[manager]}`,
  socket: `unix:/run/${NAMES[manager]}/app.sock`,
  user: 'shop',
  processes,
  app: { kind: 'psgi', script: `/srv/apps/${NAMES[manager]}.psgi` },
});

/** php-fpm has processes of its own: to supervisor it is one program. */
const ALBUM = {
  ...application('supervisor', 8),
  ...{ name: 'album', mount: '/album', socket: 'unix:/run/album/app.sock' },
  app: { kind: 'php', script: '/srv/apps/album.php' },
};

describe.runIf(needs('systemd', 'root', 'nginx', 'supervisord', 'plackup', 'php-fpm8.2'))(
  'under eight clients of nginx',
  () => {
    const figures: Figures[] = [];
    let workspace: Workspace;
    let machine: SystemdMachine;

    beforeAll(async () => {
      workspace = await createWorkspace();
      for (const name of Object.values(NAMES)) await workspace.write(`${name}.psgi`, APPLICATION);
      await workspace.write('album.php', '<?php usleep(10000); echo getmypid();');
      machine = await startSystemdMachine({ '/srv/apps': workspace.directory });
      await machine.succeed('useradd', '--system', 'shop');
      await machine.succeed('systemctl', 'start', 'nginx', 'supervisor');
      await until(async () => (await machine.exec('supervisorctl', 'pid')).code === 0);
      for (const target of ['systemd', 'supervisor'] as const) {
        await install(machine, application(target), { target });
      }
      await install(machine, ALBUM, { target: 'supervisor' });
      // The machine has a network of its own: its nginx is reached by a file.
      const extra = { nginx: { server: `listen unix:${FRONT};` } };
      const apps = [{ ...application('systemd'), extra }, application('supervisor'), ALBUM];
      const site = { name: 'site', hosts: ['site.example'], apps };
      await install(machine, site, { target: 'nginx' });
      await machine.succeed('systemctl', 'restart', 'nginx');
    });
    afterAll(async () => {
      await machine[Symbol.asyncDispose]();
      await workspace.dispose();
      const page = process.env.ASSURANCE;
      if (page === undefined) return;
      if (figures.length < Object.keys(DRILLS).length) throw new Error('not every drill was run');
      const text = await readFile(page, 'utf8');
      await writeFile(page, replaceRegion(text, 'drills', figuresTable(figures)));
    });

    it.each(titled(DRILLS.share, DRILLS.shareSupervisor))(
      '%s, within a fifth',
      async (_, drill) => {
        await run(drill, async (load) => {
          const before = new Map(load.answers);
          const worst = () => {
            const counts = [...load.answers].map(([pid, count]) => count - (before.get(pid) ?? 0));
            const fair = counts.reduce((sum, count) => sum + count, 0) / 4;
            return Math.max(...counts.map((count) => Math.abs(count - fair) / fair));
          };
          // One that had to wait for a processor catches up in what follows.
          await until(() => answersOf(load) > 1000 && worst() < 0.2);

          expect(load.answers.size).toBe(4);
          return `within ${Math.ceil(worst() * 100)} % of it`;
        });
      },
    );

    it('systemd: all processes are restarted at once', async () => {
      await run(DRILLS.restart, async (load) => {
        const before = new Set(load.answers.keys());
        await machine.succeed('systemctl', 'restart', 'shop.target');
        return `${await newcomers(load, before, 4)} new processes`;
      });
    });

    it.each(titled(DRILLS.release, DRILLS.releaseSupervisor))('%s', async (_, drill) => {
      await run(drill, async (load) => {
        const before = new Set(load.answers.keys());
        await take(drill, 'release');
        return `${await newcomers(load, before, 4)} new processes`;
      });
    });

    it('systemd: all processes are stopped for a second, and the socket waits', async () => {
      await run(DRILLS.pause, async (load) => {
        const before = new Set(load.answers.keys());
        await machine.succeed('systemctl', 'stop', 'shop.target');
        await delay(1000);
        await machine.succeed('systemctl', 'start', 'shop.target');
        return `${await newcomers(load, before, 4)} new processes`;
      });
    });

    it.each(titled(DRILLS.kill, DRILLS.killSupervisor))('%s', async (_, drill) => {
      await run(drill, async (load) => {
        const before = new Set(load.answers.keys());
        await machine.succeed('kill', '-9', String([...before][0]));
        return `${await newcomers(load, before, 1)} takes its place`;
      });
    });

    it.each(titled(DRILLS.broken, DRILLS.brokenSupervisor))(
      '%s stops at the first',
      async (_, drill) => {
        const script = `${NAMES[drill.manager]}.psgi`;
        await run(drill, async (load) => {
          const before = new Set(load.answers.keys());
          await workspace.write(script, 'die "broken\\n";');
          await expect(take(drill, 'release')).rejects.toThrow();
          const failed = new Map(load.answers);
          const others = () =>
            [...before].filter((pid) => load.answers.get(pid) !== failed.get(pid)).length;
          await until(() => answersOf(load) > sum(failed) + 200 && others() >= 3);
          const goOn = others();
          await workspace.write(script, APPLICATION);
          await take(drill, 'rollback');

          expect(goOn).toBe(3);
          return `${goOn} processes go on`;
        });
      },
    );

    it('supervisor: php-fpm is released: it reloads', async () => {
      await run(
        DRILLS.php,
        async (load) => {
          const before = new Set(load.answers.keys());
          await install(machine, ALBUM, { target: 'supervisor', phase: 'release' });
          return `${await newcomers(load, before, 8)} new processes`;
        },
        ALBUM.name,
      );
    });

    it('supervisor: php-fpm is changed and rolled back by the steps for that', async () => {
      const changed = { ...ALBUM, processes: 2, environment: { A: 'b' } };
      await install(machine, changed, { target: 'supervisor', phase: 'reload' });
      await until(() => answeringProcess(ALBUM.name).catch(() => null));
      await install(machine, ALBUM, { target: 'supervisor', phase: 'rollback' });

      expect(await until(() => answeringProcess(ALBUM.name).catch(() => null))).toBeGreaterThan(1);
    });

    it('systemd: four processes become six', async () => {
      await run(DRILLS.scaling, async (load) => {
        const before = new Set(load.answers.keys());
        await install(machine, application('systemd', 6), { target: 'systemd', phase: 'reload' });
        await newcomers(load, before, 6);
        return 'six processes answer';
      });
    });

    async function run(
      drill: Drill,
      action: (load: Load) => Promise<string>,
      name: string = NAMES[drill.manager],
    ): Promise<void> {
      let seen = '';
      let slowest = 0;
      const load = await underLoad(
        async () => {
          const start = performance.now();
          const pid = await answeringProcess(name);
          slowest = Math.max(slowest, performance.now() - start);
          return pid;
        },
        async (running) => {
          // Who is not known before is taken for a newcomer.
          const { processes } = name === ALBUM.name ? ALBUM : application(drill.manager);
          await until(() => running.answers.size === processes);
          seen = await action(running);
        },
      );
      const { length: lost } = load.lost;
      const slowestMilliseconds = Math.round(slowest);
      figures.push({ ...drill, answered: answersOf(load), lost, slowestMilliseconds, seen });

      expect(load.lost.slice(drill.mayLose)).toEqual([]);
    }

    async function answeringProcess(name: string): Promise<number> {
      const front = { kind: 'unix', path: machine.path(FRONT) } as const;
      const headers = ['Host: site.example'];
      const { status, body, failure } = await askHttp(
        front,
        { target: `/${name}/`, headers },
        { timeoutMilliseconds: 60_000 },
      );
      if (status !== 200 || failure !== null) throw new Error(`${status}: ${failure ?? body}`);
      return Number(body);
    }

    const take = ({ manager }: Drill, phase: Phase) =>
      install(machine, application(manager), { target: manager, phase });
  },
);

const titled = (...drills: readonly Drill[]) =>
  drills.map((drill) => [`${drill.manager}: ${drill.what}`, drill] as const);

const FRONT = '/run/front.sock';

/** Awaits answers of so many processes that are not among those from before; says how many there are. */
async function newcomers(
  { answers }: Load,
  before: ReadonlySet<number>,
  count: number,
): Promise<number> {
  const since = () => [...answers.keys()].filter((pid) => !before.has(pid)).length;
  await until(() => since() >= count);
  return since();
}

const answersOf = ({ answers }: Load): number => sum(answers);

function sum(answers: ReadonlyMap<number, number>): number {
  return [...answers.values()].reduce((total, count) => total + count, 0);
}

/** Takes 10 ms and answers the number of its process. */
const APPLICATION = `sub { select undef, undef, undef, 0.01; [200, ['Content-Type', 'text/plain'], [$$]] };
`;
