import type { DescribedCommand, DescribedOption } from './described.ts';

/** Completions for bash: `source <(deploygen completion bash)`. */
export function bashCompletion(commands: readonly DescribedCommand[]): string {
  const values = commands.flatMap((command) =>
    command.options.flatMap((option) => valueCase(command, option)),
  );
  const words = commands.map((command) => `    ${command.name}) words='${wordsOf(command)}' ;;`);
  return `# Completions of deploygen for bash.
_deploygen() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD - 1]} command= word words=
  COMPREPLY=()
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case $word in
      -*) ;;
      *) command=$word; break ;;
    esac
  done
  case $command/$previous in
${values.join('\n')}
  esac
  case $command in
    '') words='${commands.map(({ name }) => name).join(' ')} --help --version' ;;
${words.join('\n')}
  esac
  # Without a candidate bash completes the names of files.
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o bashdefault -o default -F _deploygen deploygen
`;
}

function wordsOf({ options, arguments: all }: DescribedCommand): string {
  const choices = all.flatMap((argument) => argument.choices);
  return [...choices, ...options.flatMap(namesOf)].join(' ');
}

function namesOf({ short, long }: DescribedOption): readonly string[] {
  return short === null ? [long] : [short, long];
}

function valueCase({ name }: DescribedCommand, option: DescribedOption): readonly string[] {
  const { value } = option;
  if (value.kind === 'none') return [];
  const pattern = namesOf(option)
    .map((flag) => `${name}/${flag}`)
    .join(' | ');
  const reply = {
    choices: `COMPREPLY=($(compgen -W '${value.kind === 'choices' ? value.choices.join(' ') : ''}' -- "$current"));`,
    folder: 'COMPREPLY=($(compgen -d -- "$current"));',
    file: '',
    text: '',
  }[value.kind];
  return [`    ${pattern}) ${reply} return ;;`.replace(/ {2}return/, ' return')];
}
