import type { Dialect } from '../core/dialect.ts';
import { mint, mintComment, type Refusal } from '../core/token.ts';

/** systemd's unit files (systemd.syntax(7)). */
export const systemd: Dialect = {
  name: 'systemd',
  comment: { characters: '#;', at: 'line', goesOn: false },
  quotes: '"\'',
  opensWithin: true,
  escapes: true,
  terminators: '\n',
  inWords: '',
  before: '=',
  raw: { brackets: '', canBeIndented: false },
  kindsAfter(statement) {
    const [setting = '', value = ''] = statement.split('=');
    // Glued to what stands before it in the value.
    if (!/^[^=]*=(.* )?$/.test(statement)) return [];
    if (LISTS.has(setting)) return ['word'];
    if (setting === 'ExecReload' && value !== '') return ['argument'];
    if (setting === 'ExecStart') return value === '' ? ['program'] : ['argument'];
    if (value !== '') return [];
    if (setting === 'Environment') return ['environment'];
    if (setting === 'EnvironmentFile') return ['pattern'];
    if (setting === 'ListenStream') return ['path', 'plain'];
    if (setting === 'WorkingDirectory') return ['path'];
    return PLAIN.has(setting) ? ['plain'] : [];
  },
};

const LISTS = new Set([
  'After',
  'JoinsNamespaceOf',
  'PartOf',
  'ReadWritePaths',
  'Requires',
  'Service',
  'Sockets',
  'Wants',
]);
const PLAIN = new Set([
  'Backlog',
  'Description',
  'Group',
  'KillSignal',
  'LimitNOFILE',
  'MemoryMax',
  'SocketGroup',
  'SocketMode',
  'SocketUser',
  'StandardError',
  'StandardOutput',
  'TimeoutStopSec',
  'UMask',
  'User',
]);

/** An argument of ExecStart=, in which systemd expands %specifiers and $variables: literal parts may name them. */
export const argument = mint(systemd.name, 'argument', {
  escapeValue: (value) => escapeText(value, '$'),
  quoteWhole: quote,
});

/** `NAME=value` of Environment=; a "$" stands for itself. */
export const environment = mint(systemd.name, 'environment', {
  escapeValue: escapeText,
  quoteWhole: quote,
});

/** One word of a list, such as the name of a unit. Its quotes know no C escapes: a backslash stands for what follows it. */
export const word = mint(systemd.name, 'word', {
  escapeValue: (value) => {
    const problem = textProblem(value);
    if (problem !== null) return problem;
    if (/[\n\r]/.test(value)) return { why: 'it would end the line' };
    return escapePercent(value).replace(/["\\]/g, '\\$&');
  },
  quoteWhole: quote,
});

/** The program of ExecStart=, which systemd takes as it is once it is unquoted. */
export const program = mint(systemd.name, 'program', {
  escapeValue: (value) => {
    // systemd 252: "Executable name contains special characters", "Neither a valid executable name nor an absolute path".
    if (/["'\\\0-\x1f\x7f]/.test(value)) {
      return { why: 'a program has no quotes, backslashes or control characters in its path' };
    }
    return escapePath(value);
  },
  quoteWhole: quote,
});

/** The rest of a line, taken as it is but for %specifiers: a description, a user, an address. */
export const plain = mint(systemd.name, 'plain', {
  escapeValue: (value) => textProblem(value) ?? escapePercent(value),
  quoteWhole: line,
});

/** An absolute path that is the rest of a line. */
export const path = mint(systemd.name, 'path', { escapeValue: escapePath, quoteWhole: line });

/** The path of EnvironmentFile=, where systemd expects a pattern of glob(7). */
export const pattern = mint(systemd.name, 'pattern', {
  escapeValue: (value) => {
    if (value.includes('\\')) return { why: 'a backslash escapes what follows it in a pattern' };
    const text = escapePath(value);
    return typeof text === 'string' ? text.replace(/[*?[]/g, '[$&]') : text;
  },
  quoteWhole: line,
});

/** Text of a comment. */
export const comment = mintComment(systemd.name);

/** C escapes, doubled "%", and doubled whatever else the setting expands. */
function escapeText(value: string, expanding = ''): string | Refusal {
  const problem = textProblem(value);
  if (problem !== null) return problem;
  return value.replace(/["\\%$\x01-\x1f\x7f]/g, (character) => {
    if (character === '%' || character === expanding) return character + character;
    if (character === '$') return character;
    if (character === '"' || character === '\\') return `\\${character}`;
    const named = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }[character];
    return named ?? `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
}

/** In double quotes everything but \ and " stands for itself; few characters do without. */
function quote(text: string): string {
  return /^[\w./:@%+=,$-]+$/.test(text) ? text : `"${text}"`;
}

function escapePercent(value: string): string {
  return value.replaceAll('%', '%%');
}

function escapePath(value: string): string | Refusal {
  if (!value.startsWith('/')) return { why: 'it is no absolute path' };
  // systemd 252: "Attempted to use path ... which is not normalized".
  if (/\/\.\.(\/|$)/.test(value)) return { why: 'no path may have a ".." segment' };
  return textProblem(value) ?? escapePercent(value);
}

function textProblem(value: string): Refusal | null {
  if (value.includes('\0')) return { why: 'a NUL ends the text' };
  // systemd 252: "String is not UTF-8 clean".
  if (/\p{Noncharacter_Code_Point}/u.test(value))
    return { why: 'it has a code point that is no character' };
  return null;
}

/** What no quotes can protect. */
function line(text: string): string | Refusal {
  if (/[\n\r]/.test(text)) return { why: 'it would end the line' };
  if (/^[ \t]|[ \t]$/.test(text)) return { why: 'blanks at its ends are dropped' };
  if (text.endsWith('\\')) return { why: 'a backslash at the end of a line continues it' };
  return text;
}
