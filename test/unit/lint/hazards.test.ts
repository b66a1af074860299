import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hazards } from '../../../src/core/hazards.ts';
import { lint } from '../../../src/lint.ts';

/** `code line:column-line:column` of each hazard. */
function found(text: string): readonly string[] {
  return hazards(text, 'deploy.yaml').map(
    ({ code, range: { start, end } }) =>
      `${code} ${start.line}:${start.column}-${end.line}:${end.column}`,
  );
}

describe('hazards', () => {
  it.each([
    ['a: no\n', 'yaml-boolean-word 1:4-1:6'],
    ['a:\n  - x\n  - Yes\n', 'yaml-boolean-word 3:5-3:8'],
    ['a: { ON: x }\n', 'yaml-boolean-word 1:6-1:8'],
    ['a: [off]\n', 'yaml-boolean-word 1:5-1:8'],
    ['a: &anchor off # why\n', 'yaml-boolean-word 1:12-1:15'],
    ['processes: 010\n', 'yaml-leading-zero 1:12-1:15'],
    ['processes: 08\r\n', 'yaml-leading-zero 1:12-1:14'],
    ['a: 8:30\n', 'yaml-sexagesimal 1:4-1:8'],
    ['a: 190:20:30.15\n', 'yaml-sexagesimal 1:4-1:16'],
    ['a:\tb\n', 'yaml-tab 1:3-1:4'],
    ['a: b\nc: d \t # e\n', 'yaml-tab 2:6-2:7'],
    ['\uFEFFa: b\n', 'yaml-byte-order-mark 1:1-1:1'],
    ['a: b\nc: d\r\ne: f\n', 'yaml-mixed-newlines 2:1-2:5'],
    ['a: b\r\n\nc: d\r\n', 'yaml-mixed-newlines 2:1-2:1'],
    ['a: |\n  b\r\n', 'yaml-mixed-newlines 2:1-2:4'],
  ])('%j: %s', (text, hazard) => {
    expect(found(text)).toEqual([hazard]);
  });

  it.each([
    'a: "no"\n',
    "a: 'off'\n",
    'a: |\n  no\n',
    'a: >-\n  off\n',
    'a: nobody\n',
    'a: no way\n',
    'a: no\n  way\n',
    'a: y\n',
    'a: true\n',
    'hardening: off\n',
    'apps:\n  - { name: x, hardening: off }\n',
    'a: 0\n',
    'a: 10\n',
    'a: 0.5\n',
    'a: "0660"\n',
    'a: 127.0.0.1:9000\n',
    'a: 8080:80\n',
    'a: "8:30"\n',
    'a: 08:30 in the morning\n',
    'a: b # a\ttab, no: 010\n',
    'a: "\t"\n',
    'a: b\tc\n',
    'a: |\n  b\tc\n',
    'a: b\r\nc: d\r\n',
    'a: b',
    '',
  ])('none in %j', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('one tab stands for all', () => {
    expect(found('a:\tb\nc:\td\n')).toEqual(['yaml-tab 1:3-1:4']);
  });

  it('what is an error already is no hazard as well', () => {
    const text = 'name: shop\nsocket: unix:/run/shop/app.sock\numask: 027\nbuffering: no\n';

    expect(lint(text, 'deploy.yaml').map(({ code }) => code)).toEqual([
      'schema-type',
      'schema-type',
    ]);
  });

  it('every word of YAML 1.1 that the schema itself asks for is none', () => {
    const schema: unknown = JSON.parse(readFileSync('schemas/deploy.schema.json', 'utf8'));
    const fields = new Map<string, string>();
    collect(schema, '');

    expect([...fields]).not.toEqual([]);
    for (const [field, word] of fields) expect(found(`${field}: ${word}\n`), field).toEqual([]);

    function collect(node: unknown, name: string): void {
      if (typeof node !== 'object' || node === null) return;
      const { enum: words = [] } = node as { enum?: readonly unknown[] };
      const word = words.find((word) => /^(yes|no|on|off)$/.test(String(word)));
      if (word !== undefined) fields.set(name, String(word));
      for (const [key, child] of Object.entries(node)) collect(child, key);
    }
  });
});
