import { writeFileSync } from 'node:fs';
import type { Reporter } from 'vitest/node';
import type { RoundTrip } from './prove.ts';

/** Writes the figures of the round trips into the file that ASSURANCE names; `npm run fuzz` alone names one. */
export function assuranceReporter(): Reporter {
  return {
    onTestRunEnd(modules) {
      const file = process.env.ASSURANCE;
      if (file === undefined) return;
      const tests = modules.flatMap((module) => [...module.children.allTests()]);
      const found = tests.flatMap((test) => test.meta().roundTrip ?? []);
      if (found.length < tests.length) throw new Error(`${file}: not every round trip was run`);
      writeFileSync(file, pageOf(found));
    },
  };
}

function pageOf(found: readonly RoundTrip[]): string {
  const rows = found
    .toSorted((a, b) => a.dialect.localeCompare(b.dialect))
    .map(({ dialect, maker, position, ...counts }) => {
      const { strings, accepted, refused, wrong } = counts;
      const cells = [dialect, `\`${maker}\``, `\`${position}\``, strings, accepted, refused, wrong];
      return `| ${cells.join(' | ')} |`;
    });
  return `${HEAD}${rows.join('\n')}\n`;
}

const HEAD = `# Assurance

Whatever a descriptor says reaches a file as a token that its dialect has quoted. Each maker of tokens is proved by round trips
through the real program: it reads thousands of strings in one configuration, and each has to arrive as it was. The strings are
those that quoting gets wrong (quotes, backslashes, newlines, variables, patterns, words of the languages, any Unicode, long
ones) and random ones of the same stuff.

Refused are the strings that the language can't hold there (a newline where lines end statements), or that are nothing that
stands there (a blank in a media type), and those alone: the tests have their own statement of which these are. A descriptor
with one is refused at its place. Wrong are strings that were read as something else, or refused without need.

Written by \`npm run fuzz\`. Every run of the tests tries 2,000 strings for each maker. A few positions where a string takes
milliseconds, each the second of its maker, get a part of them.

| language | maker | where | strings | accepted | refused | wrong |
|---|---|---|---:|---:|---:|---:|
`;
