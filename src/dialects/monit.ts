import { type Dialect, TOKEN } from '../core/dialect.ts';
import { mint, mintComment } from '../core/token.ts';

/** monit's control files, as monit 5.33 reads them. */
export const monit: Dialect = {
  name: 'monit',
  comment: { characters: '#', at: 'word', goesOn: false },
  quotes: '"\'',
  opensWithin: true,
  escapes: false,
  // The language knows no lines; but what is written for it ends with them.
  terminators: '\n',
  inWords: '',
  before: '',
  raw: { brackets: '', canBeIndented: true },
  kindsAfter(statement) {
    if (statement === 'check process ') return ['name'];
    if (statement === 'if failed host ') return ['name'];
    if (statement === `if failed host ${TOKEN} port `) return ['number'];
    return PATHS.test(statement) ? ['path'] : [];
  },
};

const PATHS = new RegExp(
  `^(check process ${TOKEN} with pidfile |(start|stop) program = |if failed unixsocket )$`,
);

/** An absolute path, or a program with its arguments. */
export const path = mint(monit.name, 'path', {
  escapeValue: (value) => (value.includes('\0') ? { why: 'a NUL ends the text' } : value),
  // No quote can be escaped by a backslash, but every byte by its number; quotes and blanks at the end are dropped.
  quoteWhole: (text) => `"${text.replace(/[\x01-\x1f"'\\\x7f]| $/g, hexadecimal)}"`,
});

/** The name of a service, whose case monit does not tell, or the address of a host. */
export const name = mint(monit.name, 'name', {
  escapeValue: (value) => (/^[a-z0-9_.:-]+$/.test(value) ? value : { why: 'it is no name' }),
  quoteWhole: (text) => `"${text}"`,
});

export const number = mint(monit.name, 'number', {
  escapeValue: (value) => (/^\d+$/.test(value) ? value : { why: 'it is no number' }),
  quoteWhole: (text) => text,
});

/** Text of a comment. */
export const comment = mintComment(monit.name);

function hexadecimal(character: string): string {
  return `\\0x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
}
