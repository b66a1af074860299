import { type StackFormat, stackFormats } from '../explain/draw-stack.ts';
import { shownTargets } from '../explain/shown-targets.ts';
import { toStack } from '../explain/stack.ts';
import { ExitCode } from './exit-code.ts';
import { explainUrls } from './explain-urls.ts';
import { explainWords } from './explain-words.ts';
import { loadDescriptor } from './load-descriptor.ts';
import type { ChangeFlags } from './read-changes.ts';
import { requireTarget } from './require-target.ts';
import { writeOut } from './write-out.ts';

export interface ExplainFlags extends ChangeFlags {
  readonly format: StackFormat;
  readonly target: readonly string[];
  readonly method: string;
  readonly client?: string;
  readonly user?: string;
  readonly header: readonly string[];
}

/** `deploygen explain [FILE] [URL…]`: says what URLs do, or draws what stands between a client and the applications. */
export async function explainCommand(
  words: readonly string[],
  flags: ExplainFlags,
): Promise<ExitCode> {
  const asked = flags.target.map(requireTarget);
  const { descriptor, urls } = explainWords(words);
  const deployment = await loadDescriptor(descriptor, flags);
  if (deployment === null) return ExitCode.problems;
  const text =
    urls.length > 0
      ? explainUrls(deployment, urls, { ...flags, asked })
      : stackFormats[flags.format](toStack(deployment, shownTargets(asked)));
  writeOut('stdout', text);
  return ExitCode.clean;
}
