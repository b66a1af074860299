/** What is done to the processes of an application while eight clients ask it through nginx. */
export interface Drill {
  readonly manager: 'systemd' | 'supervisor';
  readonly what: string;
  /** How many requests that may cost. */
  readonly mayLose: number;
}

/** What became of it, for docs/assurance.md. */
export interface Figures extends Drill {
  readonly answered: number;
  readonly lost: number;
  readonly slowestMilliseconds: number;
  readonly seen: string;
}

/** Every drill, in the order of the page. */
export const DRILLS = {
  share: drill('systemd', 'nothing: every process has its share'),
  shareSupervisor: drill('supervisor', 'nothing: every process has its share'),
  restart: drill('systemd', 'all processes are restarted at once'),
  release: drill('systemd', 'a release, as `build --plan` has it'),
  releaseSupervisor: drill('supervisor', 'a release: restarts one after the other'),
  pause: drill('systemd', 'all processes are stopped for a second, then started'),
  kill: drill('systemd', 'one process is killed (-9)', 1),
  killSupervisor: drill('supervisor', 'one process is killed (-9)', 1),
  broken: drill('systemd', 'a release that cannot start'),
  brokenSupervisor: drill('supervisor', 'a release that cannot start'),
  php: drill('supervisor', 'php-fpm is released: it reloads'),
  scaling: drill('systemd', 'four processes become six'),
} as const satisfies Readonly<Record<string, Drill>>;

/** The table of the page. */
export function figuresTable(figures: readonly Figures[]): string {
  const rows = figures.map(({ manager, what, ...found }) => {
    const { answered, lost, mayLose, slowestMilliseconds, seen } = found;
    const cells = [manager, what, answered, lost, mayLose, `${slowestMilliseconds} ms`, seen];
    return `| ${cells.join(' | ')} |\n`;
  });
  return `${HEAD}${rows.join('')}`;
}

function drill(manager: Drill['manager'], what: string, mayLose = 0): Drill {
  return { manager, what, mayLose };
}

const HEAD = `| manager | what is done | answered | lost | may lose | slowest answer | seen |
|---|---|---:|---:|---:|---:|---|
`;
