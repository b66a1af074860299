import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Command, Installation } from '../../src/core/installation.ts';
import { installation, load, render } from '../../src/deploygen.ts';

/** What an installation needs of a machine. */
export interface Machine {
  succeed(...command: Command): Promise<string>;
  /** What one of its paths is called out here. */
  path(path: string): string;
}

export type Phase = Exclude<keyof Installation, 'files' | 'check'>;

/** Puts the files of a descriptor into their places on a machine and takes the steps of a phase; by hand there is nothing to do. */
export async function install(
  machine: Machine,
  descriptor: object,
  { target, phase = 'enable' }: { readonly target: string; readonly phase?: Phase },
): Promise<void> {
  const { files, steps } = planned(descriptor, target);
  for (const { path, text, mode } of files) {
    await mkdir(dirname(machine.path(path)), { recursive: true });
    await writeFile(machine.path(path), text, { mode: Number.parseInt(mode, 8) });
  }
  await take(machine, steps[phase]);
}

/** The steps of a descriptor's installation, and its files with the places that they go to. */
export function planned(descriptor: object, target: string) {
  const loaded = load(JSON.stringify(descriptor), 'deploy.yaml');
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.diagnostics));
  const rendering = render(loaded.deployment, target);
  if (!rendering.ok) throw new Error(JSON.stringify(rendering.diagnostics));
  const steps = installation(loaded.deployment, target);
  if (steps === null) throw new Error(`${target} installs nothing`);
  const texts = new Map(rendering.files.map(({ name, text }) => [name, text]));
  return {
    steps,
    files: steps.files.map(({ name, path, mode }) => ({ path, mode, text: texts.get(name) ?? '' })),
  };
}

/** Takes steps one after the other, up to the first that fails. */
export async function take(machine: Machine, steps: Installation[Phase]): Promise<void> {
  for (const step of steps) if (step.kind === 'run') await machine.succeed(...step.command);
}
