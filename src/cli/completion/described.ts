import { Command } from 'commander';

/** A command as completions and the manual know it. */
export interface DescribedCommand {
  readonly name: string;
  readonly summary: string;
  readonly usage: string;
  readonly arguments: readonly DescribedArgument[];
  readonly options: readonly DescribedOption[];
}

export interface DescribedArgument {
  readonly name: string;
  readonly description: string;
  /** What it can be; none: a file. */
  readonly choices: readonly string[];
}

export interface DescribedOption {
  /** `-o`, or null. */
  readonly short: string | null;
  /** `--output` */
  readonly long: string;
  readonly description: string;
  /** As in the help, `-o, --output <dir>`. */
  readonly flags: string;
  readonly value: OptionValue;
}

/** What follows an option. */
export type OptionValue =
  | { readonly kind: 'none' | 'file' | 'folder' | 'text' }
  | { readonly kind: 'choices'; readonly choices: readonly string[] };

/** Every command that `add` defines, as it defines it. */
export function describeCommands(add: (program: Command) => void): readonly DescribedCommand[] {
  const program = new Command('deploygen');
  add(program);
  return program.commands.map((command) => ({
    name: command.name(),
    summary: command.description(),
    usage: command.usage(),
    arguments: command.registeredArguments.map((argument) => ({
      name: argument.name(),
      description: argument.description,
      choices: argument.argChoices ?? [],
    })),
    options: command.options.map((option) => ({
      short: option.short ?? null,
      long: option.long ?? option.flags,
      description: option.description,
      flags: option.flags,
      value: optionValue(option),
    })),
  }));
}

interface OptionLike {
  readonly flags: string;
  readonly argChoices?: readonly string[];
}

function optionValue({ flags, argChoices }: OptionLike): OptionValue {
  if (argChoices !== undefined) return { kind: 'choices', choices: argChoices };
  const [, name] = /<([^>]+)>/.exec(flags) ?? [];
  if (name === undefined) return { kind: 'none' };
  return { kind: name === 'dir' ? 'folder' : name === 'file' ? 'file' : 'text' };
}
