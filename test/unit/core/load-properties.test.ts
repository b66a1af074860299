import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import schema from '../../../schemas/deploy.schema.json' with { type: 'json' };
import { load } from '../../../src/deploygen.ts';

const fields = Object.keys(schema.properties);
const sample = `name: shop
socket: &s {path: /run/shop/app.sock, mode: "0660"}
static:
  /static/: /srv/static/
hosts: [a.org]
limits: {body: 10m}
`;

/** Whatever is wrong: it is placed inside the text and has a remedy. */
function check(text: string): void {
  const loaded = load(text, 'deploy.yaml');
  if (loaded.ok) return;
  const lines = text.split('\n');
  expect(loaded.diagnostics.length).toBeGreaterThan(0);
  for (const { help, message, range } of loaded.diagnostics) {
    expect(help, message).toMatch(/\S/);
    expect(range.start.line).toBeLessThanOrEqual(lines.length);
    expect(range.start.column).toBeLessThanOrEqual((lines[range.start.line - 1]?.length ?? 0) + 1);
    expect(range.end.line).toBeGreaterThanOrEqual(range.start.line);
  }
}

describe('load', () => {
  it('has a place and a remedy for any value in any field', () => {
    const field = fc.constantFrom(...fields);
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 3 }),
      fc.constantFrom([], {}, '', '/', 0, [{}]),
    );
    const descriptor = fc.dictionary(field, value, { maxKeys: 4 });
    const whole = descriptor.map((fields) => ({ name: 'a', socket: '/run/a', ...fields }));
    fc.assert(
      fc.property(fc.oneof(descriptor, whole), (value) => check(JSON.stringify(value, null, 1))),
      { numRuns: 300 },
    );
  });

  it('has a place and a remedy for any damage to a text', () => {
    const position = fc.nat({ max: sample.length });
    const damage = fc.oneof(
      fc.string({ maxLength: 4, unit: 'binary' }),
      fc.constantFrom(
        '{',
        '[',
        '"',
        "'",
        ': ',
        '\n',
        '\t',
        '*s',
        '&s ',
        '- ',
        '#',
        '!x ',
        '<<: *s',
        '---\n',
        '|',
        '?',
      ),
    );
    const edits = fc.array(fc.record({ position, damage, cut: fc.nat({ max: 5 }) }), {
      maxLength: 3,
    });
    fc.assert(
      fc.property(edits, (edits) => {
        let text = sample;
        for (const { position, damage, cut } of edits) {
          text = text.slice(0, position) + damage + text.slice(position + cut);
        }
        check(text);
      }),
      { numRuns: 300 },
    );
  });
});
