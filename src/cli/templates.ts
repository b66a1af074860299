import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Target } from '../core/target.ts';
import { samplePlans } from '../custom-templates.ts';
import { templateSources } from '../generated/template-sources.ts';
import { ExitCode, UsageError } from './exit-code.ts';
import { requireTarget } from './require-target.ts';
import { templateNames } from './template-names.ts';
import { writeFiles } from './write-files.ts';
import { writeOut } from './write-out.ts';

export interface TemplatesFlags {
  readonly output?: string;
  readonly names?: boolean;
}

/** `deploygen templates TARGET`: prints or writes the built-in templates, for somebody to change, or what they may name. */
export async function templatesCommand(
  name: string,
  { output, names }: TemplatesFlags,
): Promise<ExitCode> {
  const target = requireTarget(name);
  if (names) {
    if (output !== undefined) throw new UsageError('--names is printed: leave --output out');
    writeOut('stdout', templateNames(samplePlans([target])));
    return ExitCode.clean;
  }
  const files = sourcesOf(target);
  if (output === undefined) {
    const text = files.map((file) => `{{! file: ${name}/${file.name} }}\n${file.text}`).join('\n');
    writeOut('stdout', text);
    return ExitCode.clean;
  }
  const folder = join(output, name);
  for (const file of files) {
    const path = join(folder, file.name);
    if (existsSync(path)) throw new UsageError(`${path} is there already: remove it first`);
  }
  await writeFiles(folder, files);
  return ExitCode.clean;
}

function sourcesOf({ name }: Target) {
  return Object.entries(templateSources)
    .filter(([path]) => path.startsWith(`${name}/`))
    .map(([path, text]) => ({ name: `${path.slice(name.length + 1)}.hbs`, text }));
}
