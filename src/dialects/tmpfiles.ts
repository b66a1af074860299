import { type Dialect, TOKEN } from '../core/dialect.ts';
import { mint, mintComment } from '../core/token.ts';

/** tmpfiles.d(5). */
export const tmpfiles: Dialect = {
  name: 'tmpfiles',
  comment: { characters: '#', at: 'line', goesOn: false },
  quotes: '"\'',
  opensWithin: true,
  escapes: true,
  terminators: '\n',
  inWords: '',
  before: '',
  raw: null,
  kindsAfter(statement) {
    if (statement === 'd ') return ['path'];
    return OWNER.test(statement) ? ['account'] : [];
  },
};

/** The user's place, or the group's. */
const OWNER = new RegExp(`^d ${TOKEN} [0-7]{4} (${TOKEN} )?$`);

/** The path of a line. */
export const path = mint(tmpfiles.name, 'path', {
  escapeValue: (value) => {
    if (/[\0-\x1f\x7f]/.test(value))
      return { why: 'no folder may have control characters in its name' };
    if (!/^\/(?!.*\/\.\.?(\/|$))/.test(value))
      return { why: 'no path may have a "." or ".." segment' };
    return value.replaceAll('%', '%%').replace(/["\\]/g, '\\$&');
  },
  quoteWhole: (text) => (/^[\w./:@%+=,-]+$/.test(text) ? text : `"${text}"`),
});

/** The name of a user or group. */
export const account = mint(tmpfiles.name, 'account', {
  escapeValue: (value) =>
    /^[A-Za-z_][\w.-]*\$?$/.test(value) ? value : { why: 'it is no name of an account' },
  quoteWhole: (text) => text,
});

/** Text of a comment. */
export const comment = mintComment(tmpfiles.name);
