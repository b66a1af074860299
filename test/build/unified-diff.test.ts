import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { unifiedDiff } from '../../src/build/unified-diff.ts';

const folder = mkdtempSync(join(tmpdir(), 'deploygen-diff-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('unifiedDiff', () => {
  it('is empty for the same text', () => {
    expect(unifiedDiff({ name: 'a', text: 'x\n' }, { name: 'b', text: 'x\n' })).toBe('');
  });

  it.each([
    ['a changed line', 'a\nb\nc\n', 'a\nB\nc\n'],
    ['lines far apart', lines(30), lines(30).replace('3\n', 'x\n').replace('27\n', 'y\n')],
    [
      'lines that share their context',
      lines(30),
      lines(30).replace('\n8\n', '\nx\n').replace('\n14\n', '\ny\n'),
    ],
    ['nothing before', '', 'a\nb\n'],
    ['nothing after', 'a\nb\n', ''],
    ['a lost newline', 'a\nb\n', 'a\nb'],
    ['a gained newline', 'a\nb', 'a\nb\n'],
    ['CRLF', 'a\r\nb\r\n', 'a\nb\n'],
    ['another everything', lines(5), 'x\ny\nz\n'],
  ])('says the same as diff -u: %s', (_, before, after) => {
    writeFileSync(join(folder, 'a'), before);
    writeFileSync(join(folder, 'b'), after);
    const { stdout } = spawnSync('diff', ['-u', '--label', 'a', '--label', 'b', 'a', 'b'], {
      cwd: folder,
      encoding: 'utf8',
    });

    expect(unifiedDiff({ name: 'a', text: before }, { name: 'b', text: after })).toBe(stdout);
  });

  it('leads git from one text to the other, whatever they are', () => {
    const text = fc.array(fc.constantFrom('a\n', 'b\n', 'c\n', '\n', 'd'), { maxLength: 40 });
    fc.assert(
      fc.property(text, text, (one, other) => {
        const [before, after] = [one.join(''), other.join('')];
        const diff = unifiedDiff({ name: 'a/f', text: before }, { name: 'b/f', text: after });
        if (diff === '' || before === '') return diff !== '' || before === after;
        writeFileSync(join(folder, 'f'), before);
        execFileSync('git', ['apply', '-'], { cwd: folder, input: diff, stdio: 'pipe' });
        return after === '' || readFileSync(join(folder, 'f'), 'utf8') === after;
      }),
      { numRuns: 60 },
    );
  });

  it('does not take for ever over texts that have nothing in common', () => {
    const before = Array.from({ length: 5000 }, (_, line) => `a${line}\n`).join('');
    const after = Array.from({ length: 5000 }, (_, line) => `b${line}\n`).join('');
    const diff = unifiedDiff({ name: 'a', text: before }, { name: 'b', text: after });

    expect(diff.split('\n')).toHaveLength(10_004);
  });
});

function lines(count: number): string {
  return Array.from({ length: count }, (_, line) => `${line + 1}\n`).join('');
}
