import { byHand, run } from '../../core/installation.ts';
import type { Deployment } from '../../core/model.ts';
import { installation, type RenderOptions, render } from '../../deploygen.ts';
import { targets } from '../../targets/index.ts';
import type { Finding } from '../finding.ts';
import { found } from './found.ts';
import type { Host } from './host.ts';

/** How the files that are installed were rendered. */
export interface Rendered extends Pick<RenderOptions, 'templates'> {
  /** Words of the command line after the descriptor. */
  readonly flags: readonly string[];
}

interface FilesLook {
  readonly host: Host;
  readonly note: (what: string) => void;
  readonly rendered?: Rendered | undefined;
}

/** Whether what is installed is what the descriptor renders; a target of which nothing is installed is only noted. */
export async function checkFiles(
  deployment: Deployment,
  { host, note, rendered }: FilesLook,
): Promise<Finding | null> {
  const flags = rendered?.flags ?? [];
  for (const target of askedTargets(deployment)) {
    const { templates } = rendered ?? {};
    const options = { ...target.options, ...(templates === undefined ? {} : { templates }) };
    const rendering = render(deployment, target.name, options);
    if (!rendering.ok) continue;
    const steps = installation(deployment, target.name, target.options);
    if (steps === null) continue;
    const texts = new Map(rendering.files.map(({ name, text }) => [name, text]));
    const installed = await Promise.all(
      steps.files.map(async (destination) => ({
        ...destination,
        status: await host.status(destination.path),
      })),
    );
    if (installed.every(({ status }) => status === 'missing')) {
      if (target.isStated) note(`the files of ${target.name}: none is installed here`);
      continue;
    }
    for (const { name, path, mode, status } of installed) {
      const text = status === 'missing' ? null : await host.read(path);
      if (status !== 'missing' && text === null) {
        note(`the installed file "${path}"`);
        continue;
      }
      if (text === texts.get(name)) continue;
      return found(
        text === null ? 'file-missing' : 'file-differs',
        text === null
          ? `"${path}" is not installed, and other files of ${target.name} are`
          : `"${path}" is not what the descriptor renders`,
        run('render it', 'deploygen', target.name, '-o', 'generated', deployment.path, ...flags),
        run('put it into its place', 'install', '-D', '-m', mode, `generated/${name}`, path),
        ...(steps.reload.length > 0 ? steps.reload : [byHand('have it read')]),
      );
    }
  }
  return null;
}

function askedTargets({ targets: stated }: Deployment) {
  if (stated.length === 0) {
    return targets.map(({ name }) => ({ name, isStated: false, options: {} }));
  }
  return stated.map(({ name, layout }) => ({
    name: name.value,
    isStated: true,
    options: layout === null ? {} : { layout: layout.value },
  }));
}
