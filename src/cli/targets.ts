import { targets } from '../targets/index.ts';
import { table } from './table.ts';

/** The table of `deploygen targets`. */
export function listTargets(): string {
  const rows = targets.map(({ name, side, layouts, summary }) => [
    name,
    side,
    layouts.join(', ') || '-',
    summary,
  ]);
  return table([['TARGET', 'SIDE', 'LAYOUTS', 'WHAT IT IS'], ...rows]);
}
