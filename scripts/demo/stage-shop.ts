import { cp, mkdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import type { Deployment } from '../../src/core/model.ts';
import { load } from '../../src/deploygen.ts';
import type { Workspace } from '../../src/live/workspace.ts';

export const EXAMPLE = 'examples/flask';

/**
 * The example's deployment with its production paths in a workspace. The application is copied: a web server that root
 * starts cannot read a checkout below /root.
 */
export async function stageShop(workspace: Workspace): Promise<Deployment> {
  const folder = fileURLToPath(new URL(`../../${EXAMPLE}`, import.meta.url));
  const homes = { '/srv/shop': workspace.path('app'), '/run/shop': workspace.path('run') };
  await cp(folder, homes['/srv/shop'], { recursive: true });
  await mkdir(homes['/run/shop']);
  const source = await readFile(`${folder}/deploy.yaml`, 'utf8');
  const moved = mapStrings(parse(source), (text) =>
    text.replace(
      /^(unix:)?(\/srv\/shop|\/run\/shop)(?=\/|$)/,
      (_, scheme = '', home) => scheme + homes[home as keyof typeof homes],
    ),
  );
  const loaded = load(JSON.stringify(moved), `${EXAMPLE}/deploy.yaml`);
  if (loaded.ok) return loaded.deployment;
  throw new Error(loaded.diagnostics.map(({ message }) => message).join('\n'));
}

/** The same value with every string, keys apart, changed. */
function mapStrings(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapStrings(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, mapStrings(item, change)]),
  );
}
