import { targets } from '../targets/index.ts';

/** The table of `deploygen targets`. */
export function listTargets(): string {
  const rows = targets.map(({ name, side, layouts, summary }) => [
    name,
    side,
    layouts.join(', ') || '-',
    summary,
  ]);
  const table = [['TARGET', 'SIDE', 'LAYOUTS', 'WHAT IT IS'], ...rows];
  const widths = [0, 1, 2].map((column) =>
    Math.max(...table.map((row) => row[column]?.length ?? 0)),
  );
  return table
    .map((row) => `${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}\n`)
    .join('');
}
