import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const rows = readFileSync('docs/security.md', 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| nothing that we write|^\|---/.test(line));

describe('the security checklist', () => {
  it.each(rows)('names tests that there are: %s', (row) => {
    const named = [...row.matchAll(/\]\(([^)]+\.test\.ts)\)(?: "((?:\\"|[^"])*)")?/g)];

    expect(named).not.toEqual([]);
    for (const [, path = '', title = ''] of named) {
      const text = readFileSync(join('docs', path), 'utf8').replaceAll("\\'", "'");
      expect(text).toContain(title.replaceAll('\\"', '"'));
    }
  });
});
