import type { DescribedArgument, DescribedCommand, DescribedOption } from './described.ts';

/** Completions for zsh: in a folder of `fpath` as `_deploygen`, or `source <(deploygen completion zsh)` after `compinit`. */
export function zshCompletion(commands: readonly DescribedCommand[]): string {
  const names = commands.map(({ name, summary }) => `    ${quoted(`${name}:${summary}`)}`);
  return `#compdef deploygen
# Completions of deploygen for zsh.
_deploygen() {
  local -a commands
  commands=(
${names.join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
${commands.map(commandCase).join('\n')}
  esac
}
if [[ $funcstack[1] == _deploygen ]]; then
  _deploygen "$@"
else
  compdef _deploygen deploygen
fi
`;
}

function commandCase({ name, options, arguments: all }: DescribedCommand): string {
  const specs = [...options.flatMap(optionSpecs), ...all.map(argumentSpec)];
  const body = specs.length === 0 ? ':' : `_arguments \\\n      ${specs.join(' \\\n      ')}`;
  return `    ${name})\n      ${body}\n      ;;`;
}

/** A flag of each name; \`*\`: it may come again. */
function optionSpecs({ short, long, description, value }: DescribedOption): readonly string[] {
  const text = `[${escaped(description)}]${valueSpec(value)}`;
  const isRepeatable = description.includes('repeatable');
  const star = isRepeatable ? '*' : '';
  return [short, long].flatMap((name) => (name === null ? [] : [quoted(star + name + text)]));
}

function valueSpec(value: DescribedOption['value']): string {
  switch (value.kind) {
    case 'none':
      return '';
    case 'choices':
      return `:value:(${value.choices.join(' ')})`;
    case 'folder':
      return ':folder:_files -/';
    case 'file':
      return ':file:_files';
    case 'text':
      return ':value: ';
  }
}

function argumentSpec({ name, choices }: DescribedArgument): string {
  return quoted(choices.length > 0 ? `:${name}:(${choices.join(' ')})` : `*:${name}:_files`);
}

/** In a spec of _arguments, brackets and colons are its own. */
function escaped(text: string): string {
  return text.replace(/[[\]:\\]/g, '\\$&');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
