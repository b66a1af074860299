import type { DescribedCommand, DescribedOption } from './described.ts';

/** Completions for fish: `deploygen completion fish | source`. */
export function fishCompletion(commands: readonly DescribedCommand[]): string {
  const lines = commands.flatMap((command) => [
    `complete -c deploygen -n __fish_use_subcommand -a ${command.name} -d ${quoted(command.summary)}`,
    ...argumentLines(command),
    ...command.options.map((option) => optionLine(command, option)),
  ]);
  return `# Completions of deploygen for fish.
complete -c deploygen -f
complete -c deploygen -n __fish_use_subcommand -l help -d 'print the commands'
complete -c deploygen -n __fish_use_subcommand -l version -d 'print the version'
${lines.join('\n')}
`;
}

function argumentLines({ name, arguments: all }: DescribedCommand): readonly string[] {
  return all.map(({ choices, description }) => {
    const what = choices.length === 0 ? '-F' : `-a ${quoted(choices.join(' '))}`;
    return `complete -c deploygen -n ${within(name)} ${what} -d ${quoted(description)}`;
  });
}

function optionLine({ name }: DescribedCommand, option: DescribedOption): string {
  const { short, long, description, value } = option;
  const flags = `${short === null ? '' : `-s ${short.slice(1)} `}-l ${long.slice(2)}`;
  const after = {
    none: '',
    text: ' -x',
    file: ' -r -F',
    folder: " -x -a '(__fish_complete_directories)'",
    choices: ` -x -a ${quoted(value.kind === 'choices' ? value.choices.join(' ') : '')}`,
  }[value.kind];
  return `complete -c deploygen -n ${within(name)} ${flags}${after} -d ${quoted(description)}`;
}

function within(command: string): string {
  return quoted(`__fish_seen_subcommand_from ${command}`);
}

/** In single quotes fish knows two escapes. */
function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
