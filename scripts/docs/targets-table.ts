import { targets } from '../../src/targets/index.ts';

/** The table of README.md. */
export function targetsTable(): string {
  const rows = targets.map(
    ({ name, summary, side, layouts }) =>
      `| [\`${name}\`](docs/targets/${name}.md) | ${summary.replace(/^\S+: /, '')} | ${side} | ${layouts.join(', ') || '-'} |\n`,
  );
  return `| target | what it writes | side | layouts |\n|---|---|---|---|\n${rows.join('')}`;
}
