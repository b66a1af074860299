import { type Dialect, TOKEN } from '../core/dialect.ts';
import { mint, mintComment, type Refusal } from '../core/token.ts';

/** supervisor's ini files, as supervisor 4.2.5 reads them with Python's configparser. */
export const supervisor: Dialect = {
  name: 'supervisor',
  comment: { characters: ';#', at: 'word', goesOn: false },
  quotes: '"\'',
  opensWithin: true,
  escapes: false,
  terminators: '\n',
  inWords: '',
  before: '=[',
  // Indented lines belong to the setting above them.
  raw: { brackets: '', canBeIndented: false },
  kindsAfter(statement) {
    if (statement === '[') return ['section'];
    if (/^environment= (\u0001, )*$/.test(statement)) return ['environment'];
    const [setting = '', value = ''] = statement.split('=');
    if (setting === 'command') return /^command=(.* )?$/.test(statement) ? ['argument'] : [];
    return value === '' && PLAIN.has(setting) ? ['plain'] : [];
  },
  after(statement) {
    if (statement === `[${TOKEN}`) return ']';
    return statement.startsWith('environment= ') ? ',' : '';
  },
  // Not so directly below a section; but nobody indents settings.
  indented: (statement) => statement.replace(/=.*/, '='),
};

const PLAIN = new Set([
  'directory',
  'numprocs',
  'socket',
  'socket_backlog',
  'socket_mode',
  'socket_owner',
  'stdout_logfile',
  'stopsignal',
  'stopwaitsecs',
  'umask',
  'user',
]);

/** Expands to nothing. Between a blank and a ";" it keeps the rest of the line from being a comment. */
const NOTHING = '%(program_name).0s';

/** A word of command=, which is split as by a shell (shlex). */
export const argument = mint(supervisor.name, 'argument', {
  escapeValue: escapeText,
  quoteWhole: (text) =>
    /^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'"'"'`)}'`,
});

/** `NAME="value"` of environment=. What `canHold` denies goes through env(1) instead. */
export const environment = mint(supervisor.name, 'environment', {
  escapeValue: (value) =>
    canHold(value) ? escapeText(value) : { why: 'environment= has no escape for these quotes' },
  quoteWhole: (text) => {
    const [name = '', ...rest] = text.split('=');
    const value = rest.join('=');
    return value.includes('"') ? `${name}='${value}'` : `${name}="${value}"`;
  },
});

/** Whether environment= can hold a value: it strips quotes at its ends, and no value can have both kinds. */
export function canHold(value: string): boolean {
  return !/^["']|["']$/.test(value) && !(value.includes('"') && value.includes("'"));
}

/** The rest of a line, taken as it is: a path, a user, a number. Literal parts may name %(expansions)s. */
export const plain = mint(supervisor.name, 'plain', {
  escapeValue: escapeText,
  quoteWhole: (text) => {
    if (text.includes('\n')) return { why: 'it would end the line' };
    return BLANK_AT_END.test(text) ? { why: 'blanks at its ends are dropped' } : text;
  },
});

// What Python's str.strip() drops, which is not what "\s" means here.
const BLANK = '[\\t-\\r\\x1c- \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]';
const BLANK_AT_END = new RegExp(`^${BLANK}|${BLANK}$`);

/** The name of a section. */
export const section = mint(supervisor.name, 'section', {
  escapeValue: (value) => (/^[\w.-]+$/.test(value) ? value : { why: 'it is no name of a program' }),
  quoteWhole: (text) => text,
});

/** Text of a comment. */
export const comment = mintComment(supervisor.name);

/** What must not reach the ini parser as it is, in quotes or not. */
function escapeText(value: string): string | Refusal {
  if (value.includes('\0')) return { why: 'a NUL ends the text' };
  if (value.includes('\r')) return { why: 'a carriage return is read as the end of the line' };
  return (
    value
      .replaceAll('%', '%%')
      // %(here)s is replaced first of all, also after a doubled "%".
      .replaceAll('%(', `%${NOTHING}(`)
      .replace(/(?<=[^\x21-\x7e])[;#]/g, `${NOTHING}$&`)
      // A value goes on in the next line if that is indented; blanks at the ends of lines are dropped.
      .replaceAll('\n', `${NOTHING}\n    ${NOTHING}`)
  );
}
