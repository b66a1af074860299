import type { Dialect } from '../core/dialect.ts';
import { mint, mintComment } from '../core/token.ts';

/** sysusers.d(5). */
export const sysusers: Dialect = {
  name: 'sysusers',
  comment: { characters: '#', at: 'line', goesOn: false },
  quotes: '"\'',
  opensWithin: true,
  escapes: true,
  terminators: '\n',
  inWords: '',
  before: '',
  raw: null,
  kindsAfter: (statement) => (/^[ug] $/.test(statement) ? ['account'] : []),
};

/** The name of a user or group. systemd 252 makes no account with a dot or a "$" in its name. */
export const account = mint(sysusers.name, 'account', {
  escapeValue: (value) =>
    /^[a-z_][a-z0-9_-]{0,30}$/.test(value) ? value : { why: 'it is no name for a new account' },
  quoteWhole: (text) => text,
});

/** Text of a comment. */
export const comment = mintComment(sysusers.name);
