import { dirname } from 'node:path';
import type { TemplateFile } from '../core/check-template-files.ts';
import type { CompiledTemplates } from '../core/custom-templates.ts';
import { compileTemplates } from '../custom-templates.ts';
import { pathFrom } from './build-folder.ts';
import { readTemplates } from './read-templates.ts';

export interface LoadedTemplates {
  readonly compiled: CompiledTemplates;
  /** Texts by path, for reports. */
  readonly sources: ReadonlyMap<string, string>;
}

/** The templates of `--templates DIR`, read and compiled. @throws UsageError if they cannot be read */
export function loadTemplates(directory: string): LoadedTemplates {
  const { files, diagnostics } = readTemplates(directory);
  const compiled: CompiledTemplates =
    diagnostics.length > 0 ? { ok: false, diagnostics } : compileTemplates(files, directory);
  return { compiled, sources: textsOf(files) };
}

/** A folder of templates as seen from a descriptor's: the generated files say the same wherever one renders them. */
export function folderFrom(descriptor: string, directory: string): string {
  return pathFrom(descriptor === '-' ? '.' : dirname(descriptor), directory) || '.';
}

function textsOf(files: readonly TemplateFile[]): ReadonlyMap<string, string> {
  return new Map(files.map(({ path, text }) => [path, text]));
}
