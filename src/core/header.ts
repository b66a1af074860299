import { bracketed } from './address.ts';
import type { Deployment } from './model.ts';
import type { Placed } from './place.ts';
import { shellWord } from './shell-word.ts';
import type { Layout, PlanOptions } from './target.ts';

/** What the head of every generated file says, each a comment of the file's dialect. */
export interface Header {
  /** The base name of the descriptor: no path of the machine that renders it. */
  readonly source: Placed<string>;
  /** The command that reproduces the file. */
  readonly command: Placed<string>;
}

export function header(
  deployment: Deployment,
  target: string,
  options: HeaderOptions | null,
): Header {
  const { place } = deployment.name;
  const isStdin = deployment.path === '-';
  const name = sourceName(deployment.path);
  const given = [...flags(deployment, target, options), ...deployment.flags];
  const words = ['deploygen', target, ...given, isStdin ? '-' : name];
  const command = words.map(shellWord).join(' ');
  return { source: { value: name, place }, command: { value: command, place } };
}

/** Process targets have no layouts. */
type HeaderOptions = PlanOptions | Pick<PlanOptions, 'templatesFolder'>;

function flags(
  deployment: Deployment,
  target: string,
  options: HeaderOptions | null,
): readonly string[] {
  const standard = defaultLayout(deployment, target);
  const layout = options !== null && 'layout' in options ? layoutFlags(options, standard) : [];
  const folder = options?.templatesFolder;
  return folder === undefined ? layout : [...layout, '--templates', folder];
}

function layoutFlags(options: PlanOptions, standard: Layout): readonly string[] {
  if (options.layout === standard) return [];
  if (options.layout !== 'standalone') return ['--layout', options.layout];
  const { listen, stateDirectory } = options;
  const host = bracketed(listen.host);
  const address = `${host}:${listen.port}`;
  return ['--layout', 'standalone', '--listen', address, '--state-dir', stateDirectory];
}

/** What a descriptor is called in generated files. */
export function sourceName(path: string): string {
  return path === '-' ? 'standard input' : (path.split(/[/\\]/).at(-1) ?? path);
}

/** What the descriptor states; else a whole site where it names its hosts, and a fragment for the user's own server otherwise. */
export function defaultLayout(
  { hosts, targets }: Pick<Deployment, 'hosts' | 'targets'>,
  target: string,
): Layout {
  const stated = targets.find(({ name }) => name.value === target)?.layout;
  return stated?.value ?? (hosts.length > 0 ? 'site' : 'fragment');
}
