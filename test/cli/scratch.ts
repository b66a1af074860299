import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

export interface Scratch {
  readonly path: string;
  /** Writes a file; folders on its way are made. */
  write(name: string, content: string | Buffer): string;
  read(name: string): string;
  /** Everything below, folders with a slash, sorted. */
  list(): readonly string[];
}

/** A folder of a test's own, gone when the test is over. */
export function scratch(files: Readonly<Record<string, string | Buffer>> = {}): Scratch {
  const path = mkdtempSync(join(tmpdir(), 'deploygen-cli-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  const made: Scratch = {
    path,
    write(name, content) {
      mkdirSync(dirname(join(path, name)), { recursive: true });
      writeFileSync(join(path, name), content);
      return join(path, name);
    },
    read: (name) => readFileSync(join(path, name), 'utf8'),
    list: () => below(path).sort(),
  };
  for (const [name, content] of Object.entries(files)) made.write(name, content);
  return made;
}

function below(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? [
          `${entry.name}/`,
          ...below(join(folder, entry.name)).map((name) => `${entry.name}/${name}`),
        ]
      : [entry.name],
  );
}
