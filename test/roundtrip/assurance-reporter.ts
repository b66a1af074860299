import { readFileSync, writeFileSync } from 'node:fs';
import type { Reporter } from 'vitest/node';
import { replaceRegion } from '../../scripts/docs/page.ts';
import type { RoundTrip } from './prove.ts';

/** Writes the figures of the round trips into the file that ASSURANCE names; `npm run fuzz` alone names one. */
export function assuranceReporter(): Reporter {
  return {
    onTestRunEnd(modules) {
      const file = process.env.ASSURANCE;
      if (file === undefined) return;
      const tests = modules
        .flatMap((module) => [...module.children.allTests()])
        .filter((test) => test.result().state !== 'skipped');
      const found = tests.flatMap((test) => test.meta().roundTrip ?? []);
      // Of another run, such as that of the drills.
      if (found.length === 0) return;
      if (found.length < tests.length) throw new Error(`${file}: not every round trip was run`);
      const page = readFileSync(file, 'utf8');
      writeFileSync(file, replaceRegion(page, 'round trips', tableOf(found, page)));
    },
  };
}

/** The rows that were found in the place of their old ones; those of other makers stay. */
function tableOf(found: readonly RoundTrip[], page: string): string {
  const old = [...page.matchAll(/^\| \S+ \| `\w+` \| `.+$/gm)].map(
    ([row]) => [keyOf(row), row] as const,
  );
  const rows = new Map([...old, ...found.map(rowOf).map((row) => [keyOf(row), row] as const)]);
  return `${HEAD}${[...rows.values()].toSorted(byLanguage).join('\n')}\n`;
}

/** Language, maker and position. */
function keyOf(row: string): string {
  return row.split(' | ').slice(0, 3).join();
}

function rowOf({ dialect, maker, position, ...counts }: RoundTrip): string {
  const { strings, accepted, refused, wrong } = counts;
  const cells = [dialect, `\`${maker}\``, `\`${position}\``, strings, accepted, refused, wrong];
  return `| ${cells.join(' | ')} |`;
}

function byLanguage(a: string, b: string): number {
  const [, one = ''] = a.split(' ');
  const [, other = ''] = b.split(' ');
  return one.localeCompare(other);
}

const HEAD = `| language | maker | where | strings | accepted | refused | wrong |
|---|---|---|---:|---:|---:|---:|
`;
