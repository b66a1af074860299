import type { GeneratedFile } from '../../../src/core/render.ts';
import type { Layout } from '../../../src/core/target.ts';
import { load, render } from '../../../src/deploygen.ts';
import { settled } from './settled.ts';

/** What a program is to accept. */
export interface Attempt {
  readonly descriptor: unknown;
  /** As it was rendered: the descriptor with what this machine has. */
  readonly source: string;
  readonly files: readonly GeneratedFile[];
  /** For whatever the program wants to be there; of this attempt alone. */
  readonly folder: string;
  readonly stateFolder: string;
}

export interface Wish {
  readonly target: string;
  readonly layout: Layout;
}

/** Renders a descriptor for one target and layout; null where it is refused. */
export function attempt(descriptor: unknown, wish: Wish, folder: string): Attempt | null {
  const source = JSON.stringify(settled(descriptor, folder));
  const loaded = load(source, 'deploy.yaml');
  if (!loaded.ok) return null;
  const { length } = source;
  const stateFolder = `${folder}/${STATE_FOLDERS[length % STATE_FOLDERS.length]}`;
  const rendering = render(loaded.deployment, wish.target, {
    layout: wish.layout,
    listen: { host: length % 3 === 0 ? '::1' : '127.0.0.1', port: 8080 },
    stateDirectory: stateFolder,
  });
  if (!rendering.ok) return null;
  return { descriptor, source, files: rendering.files, folder, stateFolder };
}

const STATE_FOLDERS = ['state', 'a b', 'a"b', "it's", '$x', '${x}', '%h', '#;{}', 'é', '\\', '\\n'];
