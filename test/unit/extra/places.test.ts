import { describe, expect, it } from 'vitest';
import { load } from '../../../src/deploygen.ts';

const HEAD = 'name: shop\nsocket: unix:/run/shop/app.sock\nextra:\n  nginx:\n';

function places(extra: string): readonly string[] {
  const loaded = load(HEAD + extra, 'deploy.yaml');
  if (loaded.ok) return [];
  return loaded.diagnostics.map(
    ({ code, range: { start, end } }) =>
      `${code} ${start.line}:${start.column}-${end.line}:${end.column}`,
  );
}

describe('what is wrong with raw text is found', () => {
  it.each([
    ['in the line of a block', '    server: |\n      a;\n\n        }  \n', 'valid-extra 8:9-8:10'],
    ['below a comment', '    server: | # words\n      }\n', 'valid-extra 6:7-6:8'],
    ['below blank lines', '    server: |\n\n\n      }\n', 'valid-extra 8:7-8:8'],
    ['in an indented block', '    server: |2-\n      }\n', 'valid-extra 6:7-6:8'],
    ['in a block that has an anchor', '    server: &x |\n      }\n', 'valid-extra 6:7-6:8'],
    ['in a block with CRLF', '    server: |\r\n      a;\r\n      }\r\n', 'valid-extra 7:7-7:8'],
    ['in the last line', '    server: |\n      a;\n      }', 'valid-extra 7:7-7:8'],
    ['in folded text', '    server: >\n      a;\n\n      }\n', 'valid-extra 5:13-9:1'],
    ['in a string', '    server: "a;\\n}"\n', 'valid-extra 5:13-5:20'],
    ['in a bare text', '    server: a\n', 'valid-extra 5:13-5:14'],
  ])('%s', (_, extra, place) => {
    expect(places(extra)).toEqual([place]);
  });

  it('at the anchor, for each position where an alias repeats it', () => {
    expect(places('    http: &x |\n      }\n    server: *x\n')).toEqual([
      'valid-extra 6:7-6:8',
      'valid-extra 6:7-6:8',
    ]);
  });

  it.each([
    ['blank text', '    server: " \\n"\n', 'schema-form 5:13-5:18'],
    ['no text', '    server:\n', 'schema-type 5:12-5:12'],
    ['another position', '    vhost: a;\n', 'schema-unknown-key 5:5-5:10'],
  ])('%s', (_, extra, place) => {
    expect(places(extra)).toEqual([place]);
  });
});
