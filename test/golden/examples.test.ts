import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nextManifest } from '../../src/build/compare.ts';
import { MANIFEST_NAME, readManifest, writeManifest } from '../../src/build/manifest.ts';
import { planBuild } from '../../src/build/plan-build.ts';
import { load, render } from '../../src/deploygen.ts';
import { version } from '../../src/generated/version.ts';
import { targets } from '../../src/targets/index.ts';
import { startedBy } from '../served-app.ts';

const EXAMPLES = join(import.meta.dirname, '../../examples');
const examples = readdirSync(EXAMPLES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const renderings = examples.flatMap((example) => targets.map((target) => ({ example, target })));

/** What the examples show as generated is what is generated; a target that an example has nothing for has no folder. */
describe.each(renderings)('$example for $target.name', ({ example, target }) => {
  const folder = join(EXAMPLES, example, 'generated', target.name);
  const loaded = load(readFileSync(join(EXAMPLES, example, 'deploy.yaml'), 'utf8'), 'deploy.yaml');
  if (!loaded.ok) throw new Error(`examples/${example}/deploy.yaml`);
  const hasProcesses = loaded.deployment.applications.every(({ command }) => command !== null);
  const servesHttp = loaded.deployment.applications.every(({ protocol: { value } }) => value === 'http');
  const rendering = render(loaded.deployment, target.name);
  const files = rendering.ok ? rendering.files : [];

  it('is written, wherever the example has something for it', () => {
    const starts = servesHttp
      ? ['gunicorn', 'systemd'].includes(target.name)
      : hasProcesses && 'command' in startedBy(target.name);
    const hasOwn = target.side === 'web' || starts;
    expect(rendering.ok).toBe(hasOwn);
    const kept = existsSync(folder) ? readdirSync(folder) : [];
    expect(kept.filter((file) => files.every(({ name }) => name !== file))).toEqual([]);
  });

  it.each(files)('$name', async ({ name, text }) => {
    await expect(text).toMatchFileSnapshot(join(folder, name));
  });
});

/** Their lists of files follow `vitest -u`, as the files do; test/cli/build-examples.test.ts has `build --check` look at them. */
it.each(examples)('examples/%s has a list of what is generated', async (example) => {
  const folder = join(EXAMPLES, example, 'generated');
  const loaded = load(readFileSync(join(EXAMPLES, example, 'deploy.yaml'), 'utf8'), 'deploy.yaml');
  const plan = loaded.ok ? planBuild(loaded.deployment, '../deploy.yaml') : loaded;
  if (!plan.ok) throw new Error(`examples/${example}/deploy.yaml`);
  const path = join(folder, MANIFEST_NAME);
  const read = readManifest(existsSync(path) ? readFileSync(path, 'utf8') : '{"files":{}}');
  const manifest = nextManifest(
    {
      wanted: plan.files,
      manifest: read.ok ? read.manifest : { files: new Map() },
      interrupted: new Map(),
      judged: new Set(['../deploy.yaml']),
      onDisk: () => ({ kind: 'missing' }),
    },
    {
      remaining: new Set(),
      sha256: (text) => createHash('sha256').update(text).digest('hex'),
      version,
    },
  );

  await expect(writeManifest(manifest)).toMatchFileSnapshot(path);
});
