import { type Dialect, TOKEN } from '../core/dialect.ts';
import { mint, mintComment } from '../core/token.ts';

/** Python 3, as far as a file of settings or a short script goes. */
export const python: Dialect = {
  name: 'python',
  comment: { characters: '#', at: 'anywhere', goesOn: false },
  quotes: '"\'',
  opensWithin: true,
  escapes: true,
  terminators: '\n',
  inWords: '',
  before: '([',
  raw: { brackets: '', canBeIndented: false },
  kindsAfter(statement) {
    if (/^from (\u0001 import )?$/.test(statement)) return ['name'];
    return VALUE.test(statement) ? ['string', 'number'] : [];
  },
  after: (statement) => (CALL.test(statement) ? ',)' : statement === ITEM ? ']' : ''),
};

const CALL = /^([A-Za-z_]+ = |[a-z.]+)\((\u0001, )*\u0001$/;
const ITEM = `os.environ[${TOKEN}`;

/** A setting, an argument of a call, an item of a tuple, a variable or its name. */
const VALUE =
  /^([A-Za-z_]+ = |([A-Za-z_]+ = |[a-z.]+)\((\u0001, )*|os\.environ\[((\u0001|"\w+")\] = )?)$/;

/** A string. */
export const string = mint(python.name, 'string', {
  escapeValue: (value) => (value.includes('\0') ? { why: 'a NUL ends the text' } : value),
  quoteWhole: (text) =>
    `"${text.replace(/["\\]/g, '\\$&').replace(/[\x01-\x1f\x7f]/g, (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`)}"`,
});

/** A whole number, decimal or octal. */
export const number = mint(python.name, 'number', {
  escapeValue: (value) =>
    /^(?:0|[1-9]\d*|0o[0-7]+)$/.test(value) ? value : { why: 'it is no whole number' },
  quoteWhole: (text) => text,
});

/** The name of a module, or of something in it. */
export const name = mint(python.name, 'name', {
  escapeValue: (value) => {
    const words = value.split('.');
    if (!words.every((word) => /^[A-Za-z_]\w*$/.test(word))) return { why: 'it is no name' };
    return words.some((word) => KEYWORDS.has(word))
      ? { why: 'Python has that word for itself' }
      : value;
  },
  quoteWhole: (text) => text,
});

/** Text of a comment. */
export const comment = mintComment(python.name);

const KEYWORDS = new Set(
  `False None True and as assert async await break class continue def del elif else except finally for from global if import in
  is lambda nonlocal not or pass raise return try while with yield`.split(/\s+/),
);
