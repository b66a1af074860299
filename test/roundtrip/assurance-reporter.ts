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
      writeFileSync(file, replaceRegion(readFileSync(file, 'utf8'), 'round trips', tableOf(found)));
    },
  };
}

function tableOf(found: readonly RoundTrip[]): string {
  const rows = found
    .toSorted((a, b) => a.dialect.localeCompare(b.dialect))
    .map(({ dialect, maker, position, ...counts }) => {
      const { strings, accepted, refused, wrong } = counts;
      const cells = [dialect, `\`${maker}\``, `\`${position}\``, strings, accepted, refused, wrong];
      return `| ${cells.join(' | ')} |`;
    });
  return `${HEAD}${rows.join('\n')}\n`;
}

const HEAD = `| language | maker | where | strings | accepted | refused | wrong |
|---|---|---|---:|---:|---:|---:|
`;
