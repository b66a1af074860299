import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Layout } from '../../src/core/target.ts';
import { load, render } from '../../src/deploygen.ts';
import { pretty } from '../../src/report/pretty.ts';
import { targets } from '../../src/targets/index.ts';

const CASES = join(import.meta.dirname, 'cases');

/** One folder for each case, below it one for each target and layout: `apache.site/shop.apache.conf`. */
const renderings = readdirSync(CASES).flatMap((name) =>
  targets.flatMap((target) => {
    const layouts: readonly (Layout | null)[] = target.layouts.length > 0 ? target.layouts : [null];
    return layouts.map((layout) => ({ name, target: target.name, layout }));
  }),
);

describe.each(renderings)('$name for $target, $layout', ({ name, target, layout }) => {
  const folder = join(CASES, name, layout === null ? target : `${target}.${layout}`);
  const rendered = filesOf(name, target, layout);

  it.each([...rendered.keys()])('%s', async (file) => {
    await expect(rendered.get(file)).toMatchFileSnapshot(join(folder, file));
  });

  it('writes nothing else', () => {
    const kept = existsSync(folder) ? readdirSync(folder) : [];

    expect(kept.filter((file) => !rendered.has(file))).toEqual([]);
  });
});

/** The files of a rendering, or `refused.txt` with what is said instead. */
function filesOf(name: string, target: string, layout: Layout | null): ReadonlyMap<string, string> {
  const path = 'deploy.yaml';
  const source = readFileSync(join(CASES, name, path), 'utf8');
  const loaded = load(source, path);
  const options = layout === 'standalone' ? { layout, stateDirectory: '/srv/state' } : { layout };
  const rendering = loaded.ok
    ? render(loaded.deployment, target, layout === null ? {} : { ...options, layout })
    : loaded;
  if (rendering.ok) return new Map(rendering.files.map((file) => [file.name, file.text]));
  return new Map([['refused.txt', pretty(rendering.diagnostics, new Map([[path, source]]))]]);
}
