import { type Dialect, TOKEN } from '../core/dialect.ts';
import { mint } from '../core/token.ts';

/** A Procfile, as foreman 0.87 reads it: lines that are no processes it ignores, and in a command it replaces `$NAME` in any quotes. */
export const procfile: Dialect = {
  name: 'procfile',
  comment: { characters: '#', at: 'line', goesOn: false },
  quotes: '',
  opensWithin: false,
  escapes: false,
  terminators: '\n',
  inWords: '',
  before: '',
  raw: null,
  kindsAfter(statement) {
    if (statement === '') return ['name'];
    return statement === `${TOKEN}: exec sh ` ? ['script'] : [];
  },
  after: (statement) => (statement === TOKEN ? ':' : ''),
};

/** The name of a process. */
export const name = mint(procfile.name, 'name', {
  escapeValue: (value) =>
    /^[A-Za-z0-9_-]+$/.test(value) ? value : { why: 'it is no name of a process' },
  quoteWhole: (text) => text,
});

/** A script beside the Procfile. */
export const script = mint(procfile.name, 'script', {
  escapeValue: (value) =>
    /^\w[\w.-]*$/.test(value) ? value : { why: 'it is no plain name of a file' },
  quoteWhole: (text) => text,
});

/** Text of a comment, in ASCII: in the language C ruby 3.1 reads nothing else ("invalid byte sequence in US-ASCII"). */
export const comment = mint(procfile.name, 'comment', {
  escapeValue: (value) =>
    value.replace(/[^ -~]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`),
  quoteWhole: (text) => (text.length > 500 ? `${text.slice(0, 500)}...` : text),
});
