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
      const tests = modules.flatMap((module) => [...module.children.allTests()]);
      const found = tests.flatMap((test) => test.meta().roundTrip ?? []);
      // Of another run, such as that of the drills.
      if (found.length === 0) return;
      if (found.length < tests.length) throw new Error(`${file}: not every round trip was run`);
      const page = readFileSync(file, 'utf8');
      writeFileSync(file, replaceRegion(page, 'round trips', tableOf(found, page)));
    },
  };
}

/** The rows of the languages that were run in the place of their old ones; what other runs found stays. */
function tableOf(found: readonly RoundTrip[], page: string): string {
  const isRun = new Set(found.map(({ dialect }) => dialect));
  const kept = [...page.matchAll(/^\| (\S+) \| `\w+` \| `.+$/gm)].filter(
    ([, dialect = '']) => !isRun.has(dialect),
  );
  const rows = [...kept.map(([row]) => row), ...found.map(rowOf)];
  return `${HEAD}${rows.toSorted(byLanguage).join('\n')}\n`;
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
