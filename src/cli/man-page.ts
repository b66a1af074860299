import type { Command } from 'commander';
import { type DescribedCommand, describeCommands } from './completion/described.ts';

/** The page deploygen(1), as roff, from the definitions of the commands. */
export function manPage(version: string, add: (program: Command) => void): string {
  const commands = describeCommands(add);
  return `.TH DEPLOYGEN 1 "" "deploygen ${roff(version)}" "User Commands"
.SH NAME
deploygen \\- configuration of web servers and process managers from one descriptor
.SH SYNOPSIS
.B deploygen
.I COMMAND
.RI [ OPTION ...]
.RI [ FILE ...]
.SH DESCRIPTION
.B deploygen
reads a descriptor,
.IR deploy.yaml ,
and writes the configuration of a web server or a process manager that serves the application it describes below a URL path, with
the right SCRIPT_NAME and PATH_INFO. Standard output is the result, standard error is talk. The descriptor
.B \\-
is standard input.
.SH COMMANDS
${commands.map(commandPart).join('')}.SH EXIT STATUS
.TP
0
done, nothing is wrong
.TP
1
problems in the descriptor, the files or the host
.TP
2
could not run: usage, unreadable input, a missing program
.SH ENVIRONMENT
.TP
.B NO_COLOR
if not empty, no colours
.TP
.B FORCE_COLOR
if not empty and not 0, colours also without a terminal
.SH FILES
.TP
.I deploy.yaml
the descriptor, where none is named
.TP
.I generated/deploygen.lock.json
what
.B build
has written
`;
}

function commandPart({ name, summary, usage, options, arguments: all }: DescribedCommand): string {
  const described = all.filter(({ description }) => description !== '');
  return `.SS deploygen ${roff(name)} ${roff(usage)}
${roff(sentence(summary))}
${described.map((argument) => entry(`\\fI${roff(argument.name)}\\fR`, argument.description)).join('')}${options
  .map(({ flags, description }) => entry(`\\fB${roff(flags)}\\fR`, description))
  .join('')}`;
}

function entry(term: string, description: string): string {
  return `.TP\n${term}\n${roff(description)}\n`;
}

function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
}

/** A hyphen that stays one, and no line that is a request. */
function roff(text: string): string {
  const escaped = text.replaceAll('\\', '\\e').replaceAll('-', '\\-');
  return escaped.replace(/^[.']/, '\\&$&');
}
