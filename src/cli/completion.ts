import type { Command } from 'commander';
import { bashCompletion } from './completion/bash.ts';
import { type DescribedCommand, describeCommands } from './completion/described.ts';
import { fishCompletion } from './completion/fish.ts';
import { zshCompletion } from './completion/zsh.ts';

const shells = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
} satisfies Record<string, (commands: readonly DescribedCommand[]) => string>;

export type Shell = keyof typeof shells;

/** `deploygen completion SHELL`: from the definitions of the commands, so that they cannot differ. */
export function completionScript(shell: Shell, add: (program: Command) => void): string {
  return shells[shell](describeCommands(add));
}
