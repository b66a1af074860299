import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
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

  it.each(['fuzz', 'drills'])('says what writes it: npm run %s', (script) => {
    expect(page).toContain(`\`npm run ${script}\``);
    expect(scripts[script]).toContain('ASSURANCE=docs/assurance.md');
  });
});
