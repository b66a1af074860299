import type { Target, Verdict } from '../../src/core/target.ts';
import { targets } from '../../src/targets/index.ts';

/** The table of docs/processes.md: the process managers side by side. */
export function verdictTable(): string {
  const rows = targets.flatMap((target) =>
    target.verdict === undefined ? [] : [rowOf(target, target.verdict)],
  );
  return `${HEAD}${rows.join('')}`;
}

function rowOf({ name, capabilities }: Target, verdict: Verdict): string {
  const { families } = capabilities.sockets;
  const fields = new Set(capabilities.unsupported.map(({ field }) => field));
  const cells = [
    `[${name}](targets/${name}.md)`,
    verdict.holdsSocket,
    verdict.restartLoses,
    verdict.releaseLoses,
    verdict.crashLoop ?? crashLoop(fields),
    fields.has('hardening') ? 'no' : 'yes',
    fields.has('workers') ? 'no' : 'yes',
    ['unix', ...families.map((family) => family.replace('ipv', 'IPv'))].join(', '),
    `[measured](../test/servers/${verdict.measured})`,
  ];
  return `| ${cells.join(' | ')} |\n`;
}

/** What can be said under `restart`. */
function crashLoop(unsupported: ReadonlySet<string>): string {
  if (unsupported.has('restart: fail')) return 'tries on';
  return unsupported.has('restart: wait') ? 'gives up' : 'tries on, or gives up';
}

const HEAD = `| manager | holds the socket | restart of all loses | new code loses | dies again and again | sandbox | \`workers\` | sockets | |
|---|---|---|---|---|---|---|---|---|
`;
