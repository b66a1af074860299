import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { suites } from '../../roundtrip/suites.ts';
import { DRILLS } from '../../servers/drills/drill.ts';

const page = readFileSync('docs/assurance.md', 'utf8');
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));

describe('docs/assurance.md', () => {
  it('has the figures of every drill, none of which lost more than it may', () => {
    const rows = [
      ...page.matchAll(/^\| (\w+) \| (.+) \| (\d+) \| (\d+) \| (\d+) \| \d+ ms \| .+ \|$/gm),
    ];

    expect(rows.map(([, manager, what]) => ({ manager, what }))).toEqual(
      Object.values(DRILLS).map(({ manager, what }) => ({ manager, what })),
    );
    for (const [row, , , answered, lost, mayLose] of rows) {
      expect(Number(lost), row).toBeLessThanOrEqual(Number(mayLose));
      expect(Number(answered), row).toBeGreaterThan(100);
    }
  });

  it('has the figures of every maker in each of its positions, none of which was read wrong', () => {
    const rows = [
      ...page.matchAll(/^\| (\S+) \| `(\w+)` \| `(.+?)` \| (\d+) \| \d+ \| \d+ \| (\d+) \|$/gm),
    ];

    expect(rows.map(([, ...words]) => words.slice(0, 3).join(' ')).sort()).toEqual(
      suites
        .flatMap(({ dialect, subjects }) =>
          subjects.map(({ maker, position }) => `${dialect} ${maker} ${position}`),
        )
        .sort(),
    );
    for (const [row, , , , strings, wrong] of rows) {
      expect(Number(strings), row).toBeGreaterThanOrEqual(5_000);
      expect(Number(wrong), row).toBe(0);
    }
  });

  it.each(['fuzz', 'drills'])('says what writes it: npm run %s', (script) => {
    expect(page).toContain(`\`npm run ${script}\``);
    expect(scripts[script]).toContain('ASSURANCE=docs/assurance.md');
  });
});
