import { type StackFormat, stackFormats } from '../explain/draw-stack.ts';
import { shownTargets } from '../explain/shown-targets.ts';
import { toStack } from '../explain/stack.ts';
import { ExitCode, UsageError } from './exit-code.ts';
import { explainDefaults } from './explain-defaults.ts';
import { explainUrls } from './explain-urls.ts';
import { explainWords } from './explain-words.ts';
import { loadWholeDescriptor } from './load-descriptor.ts';
import type { ChangeFlags } from './read-changes.ts';
import { requireTarget } from './require-target.ts';
import { writeOut } from './write-out.ts';

export interface ExplainFlags extends ChangeFlags {
  readonly format: StackFormat;
  readonly defaults?: true;
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
  if (flags.defaults && urls.length > 0) {
    throw new UsageError('--defaults explains the descriptor: ask for URLs without it');
  }
  const loaded = await loadWholeDescriptor(descriptor, flags);
  if (loaded === null) return ExitCode.problems;
  if (flags.defaults) {
    writeOut('stdout', explainDefaults(loaded, flags.format));
    return ExitCode.clean;
  }
  const { deployment } = loaded;
  const text =
    urls.length > 0
      ? explainUrls(deployment, urls, { ...flags, asked })
      : stackFormats[flags.format](toStack(deployment, shownTargets(asked)));
  writeOut('stdout', text);
  return ExitCode.clean;
}
