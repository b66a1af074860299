import type { Dialect } from '../core/dialect.ts';
import { mint, mintComment, type Refusal } from '../core/token.ts';

/** uWSGI's ini files, as uWSGI 2.0.21 reads them. */
export const uwsgi: Dialect = {
  name: 'uwsgi',
  comment: { characters: ';#', at: 'line', goesOn: false },
  quotes: '',
  opensWithin: false,
  escapes: false,
  terminators: '\n',
  inWords: '',
  before: '',
  raw: { brackets: '', canBeIndented: true },
  kindsAfter(statement) {
    const [, setting] = /^([a-z0-9-]+) = $/.exec(statement) ?? [];
    if (setting === undefined) return [];
    return setting === 'fastcgi-socket' ? ['path', 'value'] : ['value'];
  },
};

/** A placeholder that is empty; `set-ph = nil=` at the head of the file defines it. */
const NIL = '%(nil)';

/** The rest of a line, which has no quotes: "%" stands for something, and three brackets are replaced by what they name. */
export const value = mint(uwsgi.name, 'value', {
  escapeValue: checkText,
  quoteWhole: writeWhole,
});

/** The path of a socket: with a colon it would be taken for an address. */
export const path = mint(uwsgi.name, 'path', {
  escapeValue: (text) =>
    text.includes(':') ? { why: 'with a ":" it is taken for a TCP address' } : checkText(text),
  quoteWhole: writeWhole,
});

/** Text of a comment, in which a "%" takes what follows it away, be it the end of the line. */
export const comment = mintComment(uwsgi.name, '%');

function checkText(text: string): string | Refusal {
  if (text.includes('\0')) return { why: 'a NUL ends the text' };
  if (text.includes('\n')) return { why: 'it would end the line' };
  if (text.includes('%(')) return { why: 'nothing keeps "%(" from beginning a placeholder' };
  return text;
}

/** Placeholders are replaced last, so that an empty one keeps apart what would be replaced before, or dropped at the ends. */
function writeWhole(text: string): string {
  return text
    .replaceAll('%', '%%')
    .replace(/[$@](?=\()/g, `$&${NIL}`)
    .replace(/^(?=[ \t\r])/, NIL)
    .replace(/(?<=[ \t\r])$/, NIL);
}
