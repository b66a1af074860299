import type { Diagnostic } from '../core/diagnostic.ts';
import type { Deployment, StatedTarget } from '../core/model.ts';
import { nearest } from '../core/nearest.ts';
import { blame, type Placed } from '../core/place.ts';
import { isInside } from '../core/relative-path.ts';
import { findTarget, targets } from './index.ts';

/** What is wrong with the targets that a descriptor states, whatever is rendered. */
export function checkStatedTargets(deployment: Deployment): readonly Diagnostic[] {
  return deployment.targets.flatMap((stated) => {
    const { name, layout, output } = stated;
    const target = findTarget(name.value);
    if (target === undefined) return [unknownTarget(name)];
    const folder = outputFolder(stated);
    return [
      ...(layout !== null && target.side === 'process' ? [noLayouts(layout, target.name)] : []),
      ...(output !== null && folder !== '' && !isInside(folder) ? [outside(output)] : []),
    ];
  });
}

/** What starts the processes, by the stated targets: each of them would open the sockets, so a machine has one. */
export function statedManagers({
  targets: stated,
}: Pick<Deployment, 'targets'>): ReadonlyMap<string, readonly [StatedTarget, ...StatedTarget[]]> {
  const managers = new Map<string, readonly [StatedTarget, ...StatedTarget[]]>();
  for (const each of stated) {
    const target = findTarget(each.name.value);
    if (target?.verdict === undefined) continue;
    const manager = target.watches ?? target.name;
    managers.set(manager, [...(managers.get(manager) ?? []), each] as const);
  }
  return managers;
}

/** The stated folder, or the one that is named for the target; empty: the output folder itself. */
export function outputFolder({ name, output }: StatedTarget): string {
  const stated = output?.value ?? name.value;
  const folder = stated.replace(/^(\.\/+)+/, '').replace(/(.)\/+$/, '$1');
  return folder === '.' ? '' : folder;
}

function unknownTarget(name: Placed<string>): Diagnostic {
  const names = targets.map((target) => target.name);
  const meant = nearest(name.value, names);
  return blame(name, {
    code: 'target-unknown',
    message: `there is no target "${name.value}"`,
    help: meant === undefined ? `there are ${names.join(', ')}` : `did you mean "${meant}"?`,
  });
}

function noLayouts(layout: Placed<string>, target: string): Diagnostic {
  return blame(layout, {
    code: 'target-unsupported',
    message: `"layout" is not supported by ${target}`,
    help: 'leave it out: only web servers have layouts',
  });
}

function outside(output: Placed<string>): Diagnostic {
  return blame(output, {
    code: 'valid-output',
    message: `output "${output.value}" does not lie below the folder that build writes to`,
    help: 'write a relative path without "..", such as "conf/nginx/"',
  });
}
