import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { codes } from '../../../src/core/codes.ts';
import { lint } from '../../../src/lint.ts';
import { sarif } from '../../../src/report/sarif.ts';
import { rules } from '../../../src/rules/index.ts';
import { samples } from './samples.ts';

const validate = standard();

describe('sarif', () => {
  it.each([
    ['nothing', []],
    ['everything awkward', samples],
    ['a real report', lint('name: shop\nsocket: /tmp/é.sock # deploygen-ignore x\n', 'é.yaml')],
    [
      'every code',
      [...rules, ...codes].map(({ code, severity }) => ({
        ...{ code, severity, message: 'text', path: 'deploy.yaml' },
        range: { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } },
      })),
    ],
  ])('is valid by the standard with %s', (_, diagnostics) => {
    validate(JSON.parse(sarif(diagnostics)));

    expect(validate.errors).toBeNull();
  });

  it('is judged by a validator that sees mistakes', () => {
    const log = JSON.parse(sarif(samples));
    log.runs[0].results[0].level = 'fatal';
    log.runs[0].tool.driver.rules[0].helpUri = 'docs/rules/x y.md';

    expect(validate(log)).toBe(false);
    expect(validate.errors?.map(({ instancePath }) => instancePath)).toEqual([
      '/runs/0/tool/driver/rules/0/helpUri',
      '/runs/0/results/0/level',
    ]);
  });

  it('links each result to its rule', () => {
    const [run] = JSON.parse(sarif(samples)).runs;

    for (const { ruleId, ruleIndex } of run.results) {
      expect(run.tool.driver.rules[ruleIndex].id).toBe(ruleId);
    }
    expect(run.tool.driver.rules[0]).toEqual({
      id: 'no-socket-in-tmp',
      shortDescription: { text: 'a socket under /tmp or /var/tmp' },
      defaultConfiguration: { level: 'warning' },
      help: { text: 'docs/rules/no-socket-in-tmp.md in the repository of deploygen' },
    });
  });

  it('names files as references', () => {
    const [run] = JSON.parse(sarif(samples)).runs;
    const places = run.results.map(
      (result: { locations: { physicalLocation: { artifactLocation: object } }[] }) =>
        result.locations[0]?.physicalLocation.artifactLocation,
    );

    expect(places).toEqual([
      { uri: 'deploy/my%20shop%2C%20100%25%3A%20%231%3F.yaml', uriBaseId: '%SRCROOT%' },
      { uri: 'deploy.yaml', uriBaseId: '%SRCROOT%' },
      { uri: 'deploy.yaml', uriBaseId: '%SRCROOT%' },
      { uri: 'file:///srv/shop/%C3%A9.yaml' },
    ]);
  });

  it('counts columns as JavaScript does', () => {
    const [run] = JSON.parse(sarif(samples)).runs;

    expect(run.columnKind).toBe('utf16CodeUnits');
    expect(run.results[0].locations[0].physicalLocation.region).toEqual({
      ...{ startLine: 2, startColumn: 9, endLine: 2, endColumn: 25 },
    });
  });
});

/** The schema of the standard. It is written for draft 04, but uses nothing that later drafts read otherwise. */
function standard() {
  const path = '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json';
  const { $schema, id, ...schema } = JSON.parse(
    readFileSync(createRequire(import.meta.url).resolve(path), 'utf8'),
  );
  expect($schema).toContain('draft-04');
  expect(id).toContain('sarif-2.1.0');
  // The standard's pattern of a language is no regular expression under the "u" flag.
  const ajv = new Ajv({
    allErrors: true,
    strict: true,
    strictRequired: false,
    unicodeRegExp: false,
  });
  // The package's default export is the function itself at run time, a namespace to the compiler.
  (addFormats as unknown as typeof addFormats.default)(ajv);
  return ajv.compile(schema);
}
