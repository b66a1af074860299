import { dirname, join } from 'node:path';
import type { InstallPart } from '../build/install-plan.ts';
import { type BuildPlan, findCollisions, planBuild } from '../build/plan-build.ts';
import type { Change } from '../core/change.ts';
import type { Diagnostic } from '../core/diagnostic.ts';
import { shellWord } from '../core/shell-word.ts';
import { load } from '../deploygen.ts';
import { pathFrom } from './build-folder.ts';
import type { BuildUnit } from './build-unit.ts';
import { UsageError } from './exit-code.ts';
import type { OwnTemplates } from './own-templates.ts';
import { type ChangeFlags, changeWords } from './read-changes.ts';
import { readDescriptor } from './read-descriptor.ts';
import { sayWhy } from './say-why.ts';

export interface Units {
  readonly units: readonly BuildUnit[];
  readonly diagnostics: readonly Diagnostic[];
  /** How many descriptors could not be read. */
  readonly unreadable: number;
  /** For each descriptor, how its targets are installed. */
  readonly installations: ReadonlyMap<string, readonly InstallPart[]>;
}

export interface UnitFlags extends ChangeFlags {
  readonly output?: string;
  readonly templates?: string;
}

interface UnitOptions extends Pick<OwnTemplates, 'optionsFor'> {
  readonly changes: readonly Change[];
  /** Takes the texts of the descriptors, by path. */
  readonly sources: Map<string, string>;
}

/**
 * The output folders, in the order of their first descriptors.
 *
 * @throws UsageError for standard input
 */
export async function readUnits(
  paths: readonly string[],
  flags: UnitFlags,
  { changes, sources, optionsFor }: UnitOptions,
): Promise<Units> {
  const { output, templates } = flags;
  const words = [
    ...(output === undefined ? [] : ['-o', shellWord(output)]),
    ...(templates === undefined ? [] : ['--templates', shellWord(templates)]),
    ...changeWords(flags),
  ];
  const units = new Map<string, { descriptors: Map<string, string>; files: BuildUnit['files'] }>();
  const diagnostics: Diagnostic[] = [];
  const installations = new Map<string, readonly InstallPart[]>();
  let unreadable = 0;
  for (const path of paths) {
    if (path === '-') throw new UsageError(NO_STDIN);
    const folder = output ?? join(dirname(path), 'generated');
    try {
      const descriptor = pathFrom(folder, path);
      const plan = await planOf(path, descriptor);
      if (!plan.ok) {
        diagnostics.push(...plan.diagnostics);
        continue;
      }
      const unit = units.get(folder) ?? { descriptors: new Map(), files: [] };
      const files = [...unit.files, ...plan.files];
      const collisions = findCollisions(files);
      diagnostics.push(...collisions);
      if (collisions.length > 0) continue;
      unit.descriptors.set(descriptor, path);
      units.set(folder, { ...unit, files });
      installations.set(
        path,
        plan.parts.map((part) => ({ ...part, folder: join(folder, part.folder) })),
      );
    } catch (error) {
      sayWhy(error);
      unreadable++;
    }
  }
  return {
    units: [...units].map(([folder, unit]) => ({ folder, flags: words, ...unit })),
    diagnostics,
    unreadable,
    installations,
  };

  async function planOf(path: string, descriptor: string): Promise<BuildPlan> {
    const read = await readDescriptor(path);
    if (!read.ok) return read;
    sources.set(path, read.source);
    const loaded = load(read.source, path, changes);
    return loaded.ok ? planBuild(loaded.deployment, descriptor, optionsFor(path)) : loaded;
  }
}

const NO_STDIN = 'build reads files: its list of what is generated names the descriptors';
