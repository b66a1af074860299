import type { RenderOptions } from '../deploygen.ts';
import { reportProblems } from './report-problems.ts';

export interface OwnTemplates {
  /** The option `templates` for a descriptor, if there are templates; their folder is named as seen from its folder. */
  optionsFor(descriptor: string): Pick<RenderOptions, 'templates'>;
  /** Texts by path, for reports. */
  readonly sources: ReadonlyMap<string, string>;
}

/**
 * The templates of `--templates DIR`, if that is given; null where they are wrong, which is said on standard error.
 *
 * @throws UsageError if they cannot be read
 */
export async function ownTemplates({
  templates: folder,
}: {
  readonly templates?: string;
}): Promise<OwnTemplates | null> {
  if (folder === undefined) return { optionsFor: () => ({}), sources: new Map() };
  // Only here: they need Handlebars, and plans of every target.
  const { folderFrom, loadTemplates } = await import('./load-templates.ts');
  const { compiled, sources } = loadTemplates(folder);
  if (compiled.ok) {
    const { templates } = compiled;
    return {
      optionsFor: (path) => ({ templates: { ...templates, folder: folderFrom(path, folder) } }),
      sources,
    };
  }
  reportProblems(compiled.diagnostics, sources);
  return null;
}
