import { arrange } from '../core/arrange.ts';
import type { Diagnostic } from '../core/diagnostic.ts';
import type { Deployment, StatedTarget } from '../core/model.ts';
import { blame } from '../core/place.ts';
import type { Target } from '../core/target.ts';
import { installation, type RenderOptions, render } from '../deploygen.ts';
import { findTarget } from '../targets/index.ts';
import { outputFolder, statedManagers } from '../targets/stated-targets.ts';
import type { BuildFile } from './build-file.ts';
import type { InstallPart } from './install-plan.ts';

export type BuildPlan =
  | {
      readonly ok: true;
      readonly files: readonly BuildFile[];
      /** Processes before web servers; folders below the output folder. */
      readonly parts: readonly InstallPart[];
    }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/**
 * The files of every target that a deployment states.
 *
 * @param descriptor its path, relative to the output folder
 */
export function planBuild(
  deployment: Deployment,
  descriptor: string,
  given: Pick<RenderOptions, 'templates'> = {},
): BuildPlan {
  const { targets } = deployment;
  const diagnostics: Diagnostic[] = [];
  const files: BuildFile[] = [];
  const parts: (InstallPart & { readonly side: Target['side'] })[] = [];
  const managers = [...statedManagers(deployment).values()];
  if (targets.length === 0) diagnostics.push(nothingToBuild(deployment));
  for (const stated of targets) {
    const { name, layout } = stated;
    const folder = outputFolder(stated);
    const target = findTarget(name.value);
    if (target === undefined) throw new TypeError(`load lets no target "${name.value}" pass`);
    const options = layout === null ? given : { ...given, layout: layout.value };
    const rendering = render(deployment, name.value, options);
    if (!rendering.ok) {
      diagnostics.push(...rendering.diagnostics);
      continue;
    }
    for (const { name: file, text } of rendering.files) {
      const path = folder === '' ? file : `${folder}/${file}`;
      files.push({ path, target: name.value, descriptor, text, place: name.place });
    }
    const install = installation(deployment, name.value, options);
    if (install !== null) {
      const insteadOf = others(managers, stated);
      const part = { target: name.value, insteadOf, folder, installation: install };
      parts.push({ ...part, side: target.side });
    }
  }
  if (diagnostics.length > 0) return { ok: false, diagnostics: arrange(diagnostics) };
  const onSide = (side: Target['side']) => parts.filter((part) => part.side === side);
  return { ok: true, files, parts: [...onSide('process'), ...onSide('web')] };
}

/** What starts the processes where this target does not; none where it starts none. */
function others(
  managers: readonly (readonly StatedTarget[])[],
  stated: StatedTarget,
): readonly string[] {
  const found = managers.filter((manager) => !manager.includes(stated));
  if (found.length === managers.length) return [];
  return found.map((manager) => manager.map(({ name }) => name.value).join(' and '));
}

/** Files that would take each other's place, also where case makes no difference. */
export function findCollisions(files: readonly BuildFile[]): readonly Diagnostic[] {
  const seen = new Map<string, BuildFile>();
  return files.flatMap((file) => {
    const key = file.path.normalize('NFC').toLowerCase();
    const first = seen.get(key);
    if (first === undefined) {
      seen.set(key, file);
      return [];
    }
    const of = first.place.path === file.place.path ? '' : ` of ${first.place.path}`;
    return [
      blame(
        { value: file, place: file.place },
        {
          code: 'unique-output',
          message: `"${file.path}" is also written for ${first.target}${of}`,
          help: 'give one of them another "output"',
        },
      ),
    ];
  });
}

function nothingToBuild({ name }: Deployment): Diagnostic {
  return blame(name, {
    code: 'target-none',
    message: 'the descriptor states no targets, so there is nothing to build',
    help: 'add what to write, such as "targets: {nginx: {}, systemd: {}}"',
  });
}
