import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { lint } from '../../../src/deploygen.ts';
import { pretty } from '../../../src/report/pretty.ts';

/** Realistic descriptors, which people would take a warning about for a false alarm. */
const files = [
  ...readdirSync('test/fine').map((name) => `test/fine/${name}`),
  ...readdirSync('examples', { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `examples/${name}/deploy.yaml`),
];

it.each(files)('%s has neither errors nor warnings', (path) => {
  const source = readFileSync(path, 'utf8');
  const found = lint(source, path).filter(({ severity }) => severity !== 'note');

  expect(pretty(found, new Map([[path, source]]))).toBe('');
});
