import type { Dialect } from '../core/dialect.ts';
import { mint, mintComment } from '../core/token.ts';

/** The POSIX shell, as dash 0.5.12 and bash 5.2 read it. */
export const shell: Dialect = {
  name: 'shell',
  comment: { characters: '#', at: 'word', goesOn: false },
  quotes: '"\'',
  opensWithin: true,
  // Within single quotes it stands for itself.
  escapes: false,
  terminators: '\n;',
  inWords: '',
  before: '=',
  raw: { brackets: '', canBeIndented: false },
  kindsAfter(statement) {
    if (statement === 'export ') return ['assignment'];
    return COMMAND.test(statement) || /^[a-z_]+=$/.test(statement) ? ['word'] : [];
  },
  // Quotes do not quote in a here-document: behind one no value may stand.
  carriesOver: (statement) => (statement.includes('<<') ? HERE : ''),
};

const HERE = '<< ';

/** Commands that take their words as they are, where nothing but variables is expanded; "$1" and "start" are functions. */
const COMMAND = /^("\$1"|cd|exec|mkdir|set|start|ulimit|umask)( [\w./@%+=:,>&$"\u0001-]*)* $/;

/** One word of a command, or the value of a variable. */
export const word = mint(shell.name, 'word', { escapeValue, quoteWhole: quote });

/** `NAME=value` for the environment of what is started. */
export const assignment = mint(shell.name, 'assignment', {
  escapeValue,
  quoteWhole: (text) => {
    const [name = '', ...rest] = text.split('=');
    if (!/^[A-Za-z_]\w*$/.test(name)) return { why: 'it is no name of a variable' };
    if (OWN.has(name)) return { why: 'the shell keeps that variable for itself' };
    return `${name}=${quote(rest.join('='))}`;
  },
});

/** Text of a comment. */
export const comment = mintComment(shell.name);

// What dash 0.5.12 or bash 5.2 set anew, check, or do not let anybody change.
const OWN = new Set(
  `BASHOPTS BASHPID BASH_ALIASES BASH_ARGC BASH_ARGV BASH_CMDS BASH_COMMAND BASH_LINENO BASH_SOURCE BASH_SUBSHELL BASH_VERSINFO
  DIRSTACK EPOCHREALTIME EPOCHSECONDS EUID FUNCNAME GROUPS HISTCMD LINENO OLDPWD OPTIND PIPESTATUS PPID PWD RANDOM SECONDS
  SHELLOPTS SHLVL SRANDOM UID _`.split(/\s+/),
);

function escapeValue(value: string) {
  return value.includes('\0') ? { why: 'a NUL ends the text' } : value;
}

function quote(text: string): string {
  return /^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
