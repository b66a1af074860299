import { cp, mkdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import type { Deployment } from '../../src/core/model.ts';
import { load } from '../../src/deploygen.ts';
import type { Workspace } from '../../src/live/workspace.ts';

export const EXAMPLES = ['flask', 'django', 'perl', 'php'] as const;
export type Example = (typeof EXAMPLES)[number];

/**
 * An example's deployment with its production folders, /srv/NAME and those below /run, in a workspace. The application is
 * copied to `app` in it: a web server that root starts cannot read a checkout below /root.
 */
export async function stageExample(
  example: Example | 'office' | 'gunicorn',
  workspace: Workspace,
): Promise<Deployment> {
  const folder = fileURLToPath(new URL(`../../examples/${example}`, import.meta.url));
  await cp(folder, workspace.path('app'), { recursive: true });
  await mkdir(workspace.path('run'));
  const descriptor: unknown = parse(await readFile(`${folder}/deploy.yaml`, 'utf8'));
  const moved = mapStrings(descriptor, (text) =>
    text
      .replace(/^\/srv\/[a-z]+(?=\/|$)/, workspace.path('app'))
      .replace(/^(unix:)?\/run\/[a-z]+(?=\/|$)/, `$1${workspace.path('run')}`),
  );
  const loaded = load(JSON.stringify(moved), `examples/${example}/deploy.yaml`);
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
