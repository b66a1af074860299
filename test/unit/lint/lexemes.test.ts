import fc from 'fast-check';
import { expect, it } from 'vitest';
import { lexemes } from '../../../src/core/lexemes.ts';

it('tells comments from what only looks like one', () => {
  const source =
    '# 1\na: "# no" # 2\nb: \'# no\'\nc: x#no\nd: | # 3\n  # no\n# 4\ne: [ # 5\n  f#no]\ng: >\n\n  # no\n';

  expect(of(source, 'comment')).toEqual(['# 1', '# 2', '# 3', '# 4', '# 5']);
});

it('tells scalars from each other', () => {
  const source = 'a: b c\n"d": \'e\'\nf: |\n  g\n  h\ni: [j, k]\n';

  expect(of(source, 'plain-scalar')).toEqual(['a', 'b c', 'f', 'i', 'j', 'k']);
  expect(of(source, 'quoted-scalar')).toEqual(['"d"', "'e'"]);
  expect(of(source, 'block-scalar')).toEqual(['  g\n  h\n']);
});

it('loses nothing, and says where each piece stands', () => {
  const yaml = fc.string({
    unit: fc.constantFrom(
      ...' \n\r\t#:-?[]{}|>"\'&*!%a,b0',
      '---\n',
      '...\n',
      '- ',
      ': ',
      'é',
      '😀',
    ),
    maxLength: 60,
  });
  fc.assert(
    fc.property(yaml, (source) => {
      const pieces = [...lexemes(source)];

      expect(pieces.map(({ text }) => text).join('')).toBe(source);
      for (const { text, offset } of pieces) {
        expect(source.slice(offset, offset + text.length)).toBe(text);
      }
    }),
    { numRuns: 2000 },
  );
});

function of(source: string, kind: string): readonly string[] {
  return [...lexemes(source)].filter((lexeme) => lexeme.kind === kind).map(({ text }) => text);
}
