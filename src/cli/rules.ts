import { rules } from '../rules/index.ts';
import { table } from './table.ts';

/** The table of `deploygen rules`. */
export function listRules(): string {
  const rows = rules.map(({ code, severity, summary }) => [code, severity, summary]);
  return table([['RULE', 'SEVERITY', 'WHAT IT FINDS'], ...rows]);
}
