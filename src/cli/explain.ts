import { type StackFormat, stackFormats } from '../explain/draw-stack.ts';
import { shownTargets } from '../explain/shown-targets.ts';
import { toStack } from '../explain/stack.ts';
import { ExitCode } from './exit-code.ts';
import { loadDescriptor } from './load-descriptor.ts';
import type { ChangeFlags } from './read-changes.ts';
import { requireTarget } from './require-target.ts';
import { writeOut } from './write-out.ts';

export interface ExplainFlags extends ChangeFlags {
  readonly format: StackFormat;
  readonly target: readonly string[];
}

/** `deploygen explain [FILE]`: draws what stands between a client and the applications. */
export async function explainCommand(path: string, flags: ExplainFlags): Promise<ExitCode> {
  const asked = flags.target.map(requireTarget);
  const deployment = await loadDescriptor(path, flags);
  if (deployment === null) return ExitCode.problems;
  writeOut('stdout', stackFormats[flags.format](toStack(deployment, shownTargets(asked))));
  return ExitCode.clean;
}
