import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

interface Entry {
  readonly version?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  readonly packages: Readonly<Record<string, Entry>>;
};

// npm leaves out what the registry in use does not have, and then `npm ci` (11.19) refuses the lock on every machine.
it('the lock file knows the packages of every platform', () => {
  const unknown = Object.entries(packages).flatMap(([place, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) =>
        packages[`node_modules/${name}`] === undefined &&
        packages[`${place}/node_modules/${name}`] === undefined,
    ),
  );

  expect(unknown).toEqual([]);
});
