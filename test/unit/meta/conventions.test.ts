import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dialects } from '../../../src/dialects/index.ts';
import { targets } from '../../../src/targets/index.ts';

const serverTests = below('test/servers', /\.test\.ts$/).map((file) => readFileSync(file, 'utf8'));

describe.each(targets)('target $name', ({ name, side, layouts, limits, summary, capabilities }) => {
  it('has a folder, templates and a page', () => {
    expect(existsSync(`src/targets/${name}/index.ts`)).toBe(true);
    expect(readdirSync(`templates/${name}`).length).toBeGreaterThan(0);
    expect(existsSync(`docs/targets/${name}.md`)).toBe(true);
  });

  it('has a golden file in every layout', () => {
    const folders = layouts.length > 0 ? layouts.map((layout) => `${name}.${layout}`) : [name];
    for (const folder of folders) {
      const written = below('test/golden/cases').filter((file) => file.includes(`/${folder}/`));
      expect(
        written.some((file) => !file.endsWith('refused.txt')),
        folder,
      ).toBe(true);
    }
  });

  it('is said in one line, on one side, with layouts only on the web side', () => {
    expect(summary).toMatch(/^\S.{10,70}[^.]$/);
    expect(layouts.length > 0).toBe(side === 'web');
    expect(capabilities.protocols).not.toEqual([]);
  });

  it.each(limits.map(({ id }) => id))('proves its limit %s on the real program', (id) => {
    expect(
      serverTests.some((text) => text.includes(`limit ${id}:`) || text.includes(`'${id}'`)),
    ).toBe(true);
  });

  it('names its limits once, each in a sentence', () => {
    const ids = limits.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const limit of limits) expect(limit.summary).toMatch(/^\S.*[^.]$/);
  });
});

it('every folder of src/targets and of templates is a registered target', () => {
  const folders = [...readdirSync('src/targets'), ...readdirSync('templates')].filter(
    (entry) => !entry.endsWith('.ts') && entry !== 'app-kinds',
  );

  expect(new Set(folders)).toEqual(new Set(targets.map(({ name }) => name)));
});

it('every dialect has a file of its name, and every template a dialect', () => {
  const names = dialects.map(({ name }) => name);
  for (const name of names) expect(existsSync(`src/dialects/${name}.ts`)).toBe(true);
  for (const file of below('templates')) {
    expect(names).toContain(/\.([a-z-]+)\.hbs$/.exec(file)?.[1]);
  }
});

it('the core names no server', () => {
  const words = /\b(nginx|apache|httpd|lighttpd|supervisor|systemd)\b/i;
  const named = below('src/core', /\.ts$/).filter((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .some((line) => words.test(line.replace(/\/\/.*|^\s*\*.*|\/\*\*.*/, ''))),
  );

  expect(named).toEqual([]);
});

it('index.ts files only re-export or register', () => {
  const files = below('src', /\/index\.ts$/).filter((file) => !/src\/targets\/./.test(file));
  for (const file of files) {
    const text = readFileSync(file, 'utf8').replace(/\/\*\*[\s\S]*?\*\//g, '');
    expect(text, file).not.toMatch(/\bif \(|\blet \b/);
  }
});

/** Every file below a folder whose path matches. */
function below(folder: string, pattern = /./): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => pattern.test(file));
}
