import { readdirSync } from 'node:fs';

/** Realistic descriptors, which people would take a warning about for a false alarm. */
export const fineFiles: readonly string[] = [
  ...readdirSync('test/fine').map((name) => `test/fine/${name}`),
  ...readdirSync('examples', { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `examples/${name}/deploy.yaml`),
];
