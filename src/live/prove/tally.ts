import type { Finding } from './verdict.ts';

/** Requests by what became of them. */
export interface Tally {
  readonly right: number;
  readonly refused: number;
  /** By the limit's name. */
  readonly limits: Readonly<Record<string, number>>;
  readonly wrong: readonly Finding[];
}

export function tally(findings: readonly Finding[]): Tally {
  const count = (kind: 'right' | 'refused'): number =>
    findings.filter(({ verdict }) => verdict.kind === kind).length;
  const limits: Record<string, number> = {};
  for (const { verdict } of findings) {
    if (verdict.kind === 'limit') limits[verdict.id] = (limits[verdict.id] ?? 0) + 1;
  }
  const wrong = findings.filter(({ verdict }) => verdict.kind === 'wrong');
  return { right: count('right'), refused: count('refused'), limits, wrong };
}
