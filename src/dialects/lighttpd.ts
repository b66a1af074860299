import type { Dialect } from '../core/dialect.ts';
import { mint, mintComment, type Piece, type Refusal } from '../core/token.ts';

/** lighttpd.conf, as config_tokenizer() reads it. */
export const lighttpd: Dialect = {
  name: 'lighttpd',
  comment: { characters: '#', at: 'anywhere', goesOn: false },
  quotes: '"',
  opensWithin: true,
  escapes: false,
  // A newline ends no statement, but the guard may read each line of an array for itself.
  terminators: '{}\n',
  inWords: '',
  before: '(',
  raw: { brackets: '()', canBeIndented: true },
  kindsAfter(statement) {
    if (/^url\.redirect-code = $/.test(statement)) return ['integer'];
    // Their keys are patterns and their values expand "$" and "%": of ours there are only whole destinations.
    if (EXPANDING.test(statement))
      return /^url\.(?:redirect|rewrite-repeat) = \("" => $/.test(statement) ? ['destination'] : [];
    // A command, which is split into words.
    if (/"bin-path" => $/.test(statement)) return [];
    if (/[=!]~ $/.test(statement)) return ['regex'];
    const [, name] = /([a-z][a-z.-]*)"? (?:=|=>) $/.exec(statement) ?? [];
    if (name !== undefined && INTEGERS.has(name)) return ['integer'];
    return /(^|[(,=^$] ?|=> )$/.test(statement) ? ['string'] : [];
  },
  after: () => '),',
  carriesOver(statement) {
    const [directive] = EXPANDING.exec(statement) ?? [];
    const code = statement.replace(/"(\\"|[^"])*"/g, '');
    const isOpen = code.split('(').length > code.split(')').length;
    return directive !== undefined && isOpen ? `${directive} (` : '';
  },
};

const EXPANDING = /^url\.(redirect|rewrite)[a-z-]*/;

const INTEGERS = new Set([
  'connect-timeout',
  'port',
  'read-timeout',
  'server.max-request-size',
  'server.port',
  'write-timeout',
]);

/** A string: the value of a directive, a key or value of an array, what `==`, `=^` and `=$` compare with. */
export const string = mint(lighttpd.name, 'string', { escapeValue: noNul, quoteWhole: quote });

/** A PCRE pattern, in a string: literal parts are the pattern, values match themselves. */
export const regex = mint(lighttpd.name, 'regex', {
  escapeValue: (value) => {
    const text = noNul(value);
    if (typeof text !== 'string') return text;
    // As \x5c a backslash can stand before the quote that ends the string.
    return text.replaceAll('\\', '\\x5c').replace(/[.^$|?*+()[\]{}]/g, '\\$&');
  },
  quoteWhole: quote,
});

/** Where url.redirect leads: "%" and "$" of values stand for themselves, those of literal parts for what lighttpd puts there. */
export const destination = mint(lighttpd.name, 'destination', {
  escapeValue: (value) => {
    const text = noNul(value);
    return typeof text === 'string' ? text.replace(/[%$]/g, '$&$&') : text;
  },
  quoteWhole: quote,
});

/**
 * The query of the request, in a destination. Not as `%{qsa}`: with a "%" in one, lighttpd 1.4.69 makes a pattern of the "=="
 * around it, and quotes nothing; of a path with a ")" it does not start.
 */
export const QUERY: Piece = { literals: ['${qsa}'], parts: [] };

/** The path of the request as it came, in a destination. */
export const URL_PATH: Piece = { literals: ['${url.path}'], parts: [] };

/** A number without a unit. */
export const integer = mint(lighttpd.name, 'integer', {
  escapeValue: (value) => {
    if (!/^[0-9]+$/.test(value)) return { why: 'it is no whole number' };
    return Number(value) <= LARGEST ? value : { why: `a number is at most ${LARGEST}` };
  },
  quoteWhole: (text) => text,
});

// lighttpd 1.4.69 takes a larger number for another, without a word.
const LARGEST = 2 ** 31 - 1;

/** Text of a comment. */
export const comment = mintComment(lighttpd.name);

function noNul(value: string): string | Refusal {
  return value.includes('\0') ? { why: 'a NUL ends the text' } : value;
}

/** lighttpd 1.4.69 knows one escape, \" for a quote; every other backslash stands for itself. */
function quote(text: string): string | Refusal {
  if (text.endsWith('\\')) return { why: 'a string cannot end in a backslash' };
  return `"${text.replaceAll('"', '\\"')}"`;
}
