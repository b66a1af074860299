import type { Dialect } from '../core/dialect.ts';
import { mint, mintComment } from '../core/token.ts';

/** php-fpm's configuration, in the ini language of PHP. */
export const phpFpm: Dialect = {
  name: 'php-fpm',
  comment: { characters: ';', at: 'anywhere', goesOn: false },
  quotes: '"\'',
  opensWithin: true,
  escapes: true,
  terminators: '\n',
  inWords: '',
  before: '[',
  raw: { brackets: '', canBeIndented: true },
  kindsAfter(statement) {
    if (statement === '[') return ['section'];
    if (statement === 'env[') return ['variable'];
    return /^([\w.[\]]+|env\[\u0001\]) = $/.test(statement) ? ['text'] : [];
  },
  after: (statement) => (/^(env)?\[\u0001$/.test(statement) ? ']' : ''),
};

/** A value. In double quotes PHP 8.2 expands ${variables}, and php-fpm $pool, which nothing escapes. */
export const text = mint(phpFpm.name, 'text', {
  escapeValue: (value) => {
    if (value === '') return { why: 'php-fpm takes no empty value' };
    if (/[\0-\x1f\x7f]/.test(value)) return { why: 'it has control characters' };
    if (value.includes('$')) return { why: 'a "$" begins a variable' };
    return value.replace(/["\\]/g, '\\$&');
  },
  quoteWhole: (value) => (/^(\d{1,15}|\/[A-Za-z0-9/._-]*)$/.test(value) ? value : `"${value}"`),
});

/** The name of a pool. */
export const section = mint(phpFpm.name, 'section', {
  escapeValue: (value) => (/^[\w.-]+$/.test(value) ? value : { why: 'it is no name of a pool' }),
  quoteWhole: (name) => name,
});

/** The name of a variable of the environment. */
export const variable = mint(phpFpm.name, 'variable', {
  escapeValue: (name) => (/^\w+$/.test(name) ? name : { why: 'it is no name of a variable' }),
  quoteWhole: (name) => name,
});

/** Text of a comment. */
export const comment = mintComment(phpFpm.name);
