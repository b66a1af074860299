import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { load, render } from '../../src/deploygen.ts';
import { targets } from '../../src/targets/index.ts';

const EXAMPLES = join(import.meta.dirname, '../../examples');
const renderings = readdirSync(EXAMPLES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name }) => targets.map((target) => ({ example: name, target })));

/** What the examples show as generated is what is generated; a target that an example has nothing for has no folder. */
describe.each(renderings)('$example for $target.name', ({ example, target }) => {
  const folder = join(EXAMPLES, example, 'generated', target.name);
  const loaded = load(readFileSync(join(EXAMPLES, example, 'deploy.yaml'), 'utf8'), 'deploy.yaml');
  if (!loaded.ok) throw new Error(`examples/${example}/deploy.yaml`);
  const hasProcesses = loaded.deployment.applications.every(({ command }) => command !== null);
  const rendering = render(loaded.deployment, target.name);
  const files = rendering.ok ? rendering.files : [];

  it('is written, wherever the example has something for it', () => {
    expect(rendering.ok).toBe(target.side === 'web' || hasProcesses);
    const kept = existsSync(folder) ? readdirSync(folder) : [];
    expect(kept.filter((file) => files.every(({ name }) => name !== file))).toEqual([]);
  });

  it.each(files)('$name', async ({ name, text }) => {
    await expect(text).toMatchFileSnapshot(join(folder, name));
  });
});
