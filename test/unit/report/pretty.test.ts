import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../../src/core/diagnostic.ts';
import { load } from '../../../src/deploygen.ts';
import { colored, pretty } from '../../../src/report/pretty.ts';

function problem(
  [line, column, endLine, endColumn]: readonly [number, number, number, number],
  changes: Partial<Diagnostic> = {},
): Diagnostic {
  const range = { start: { line, column }, end: { line: endLine, column: endColumn } };
  const words = { code: 'some-code', severity: 'error', message: 'it is wrong' } as const;
  return { ...words, help: 'mend it', path: 'a.yaml', range, ...changes };
}

function shown(diagnostic: Diagnostic, source: string): string {
  return pretty([diagnostic], new Map([['a.yaml', source]]));
}

/** The line of the frame and its mark. */
function frame(range: readonly [number, number, number, number], source: string): string {
  return shown(problem(range), source).split('\n').slice(2, 4).join('\n');
}

describe('pretty', () => {
  it('shows place, message, code, line, mark and remedy', () => {
    expect(shown(problem([2, 4, 2, 6]), 'a: 1\nb: xy\n')).toBe(
      [
        'a.yaml:2:4: error: it is wrong [some-code]',
        '  |',
        '2 | b: xy',
        '  |    ^^',
        '  = help: mend it',
        '',
      ].join('\n'),
    );
  });

  it('parts several by an empty line', () => {
    const two = [problem([1, 1, 1, 2]), problem([1, 3, 1, 4])];
    expect(pretty(two, new Map())).toBe(
      'a.yaml:1:1: error: it is wrong [some-code]\n  = help: mend it\n\n' +
        'a.yaml:1:3: error: it is wrong [some-code]\n  = help: mend it\n',
    );
  });

  it.each([
    ['a place of no width', [1, 3, 1, 3], 'abc', '1 | abc\n  |   ^'],
    ['a place at the end', [1, 4, 1, 4], 'abc', '1 | abc\n  |    ^'],
    ['a place over several lines', [1, 2, 3, 1], 'abc\nd\n', '1 | abc\n  |  ^^'],
    ['a place behind a tab', [1, 3, 1, 4], '\ta b', '1 | \ta b\n  | \t ^'],
    ['a line that ends in CRLF', [2, 1, 2, 2], 'a\r\nb\r\n', '2 | b\n  | ^'],
    ['a lone CR, which ends no line', [1, 3, 1, 4], 'a\rb\nc', '1 | a\uFFFDb\n  |   ^'],
    ['a BOM', [1, 1, 1, 2], '\uFEFFab', '1 | ab\n  | ^'],
    ['a wide line number', [100, 1, 100, 2], `${'\n'.repeat(99)}x`, '100 | x\n    | ^'],
    ['a terminal command', [1, 6, 1, 7], 'a\x1b[2Jb', '1 | a\uFFFD[2Jb\n  |      ^'],
  ] as const)('frames %s', (_, range, source, expected) => {
    expect(frame(range, source)).toBe(expected);
  });

  it('cuts a long line around its mistake', () => {
    const [text = '', mark = ''] = frame(
      [1, 501, 1, 504],
      `${'x'.repeat(500)}BAD${'x'.repeat(500)}`,
    ).split('\n');
    expect(text.length).toBeLessThan(130);
    expect(text.slice(mark.indexOf('^'), mark.lastIndexOf('^') + 1)).toBe('BAD');
  });

  it.each([
    ['an empty line', '\n\n'],
    ['a line that is not there', 'a'],
  ])('shows no frame for %s', (_, source) => {
    expect(shown(problem([2, 1, 2, 1]), source)).not.toContain('|');
  });

  it('keeps a message on its line and control characters out', () => {
    const nasty = problem([1, 1, 1, 1], {
      message: 'a\nb\x1b[31m\x9b',
      path: 'a\n.yaml',
      help: 'c\td',
    });
    expect(pretty([nasty], new Map())).toBe(
      'a\\x0a.yaml:1:1: error: a\\x0ab\\x1b[31m\\x9b [some-code]\n  = help: c\\x09d\n',
    );
  });

  it('colours by severity where it is asked to', () => {
    const painted = pretty([problem([1, 1, 1, 2], { severity: 'warning' })], new Map(), colored);
    expect(painted).toContain('\x1b[33mwarning:\x1b[0m');
    expect(painted).toContain('\x1b[1mit is wrong\x1b[0m');
  });

  it('marks what load() found', () => {
    const source = 'name: 😀\nsocket: {path: /a, mode: 0660}\n';
    const loaded = load(source, 'a.yaml');
    const text = loaded.ok ? '' : pretty(loaded.diagnostics, new Map([['a.yaml', source]]));
    expect(text).toContain('1 | name: 😀\n  |       ^^\n');
    expect(text).toContain(
      '2 | socket: {path: /a, mode: 0660}\n  |                          ^^^^\n',
    );
  });
});
