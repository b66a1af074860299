import { byteLength, toByteString } from '../core/byte-string.ts';
import type { Dialect } from '../core/dialect.ts';
import { mint, mintComment, type Refusal } from '../core/token.ts';

/** httpd.conf, as ap_cfg_getline() and ap_getword_conf() read it. */
export const apache: Dialect = {
  name: 'apache',
  comment: { characters: '#', at: 'line', goesOn: true },
  quotes: '"\'',
  opensWithin: false,
  escapes: true,
  terminators: '\n',
  inWords: '',
  before: '',
  raw: { brackets: '', canBeIndented: true },
  kindsAfter(statement) {
    const [directive = '', ...parameters] = statement.split(' ').slice(0, -1);
    // Within a section it takes an expression alone.
    if (directive === 'Redirect' && parameters.length === 1) return ['word', 'value'];
    if (WORD_DIRECTIVES.has(directive)) return ['word'];
    if (directive === '<Directory') return ['directory'];
    const kind = KINDS[directive]?.[parameters.length];
    return kind === undefined ? [] : [kind];
  },
  after: (statement) => (statement.startsWith('<') ? '>' : ''),
};

// The directives of ours that take their arguments as they are: no pattern, no expression.
const WORD_DIRECTIVES = new Set([
  'AddType',
  'Define',
  'SSLCertificateKeyFile',
  'SSLCertificateFile',
  'Require',
  'RemoteIPInternalProxy',
  'DirectoryIndex',
  'AddOutputFilterByType',
  'AuthUserFile',
  'Alias',
  'BalancerMember',
  'CustomLog',
  'DefaultRuntimeDir',
  'ErrorLog',
  'Group',
  'Listen',
  'LoadModule',
  'PidFile',
  'ProxyPass',
  'Redirect',
  'ServerAlias',
  'ServerName',
  'ServerRoot',
  'SetHandler',
  'User',
  '<IfDefine',
  '<Proxy',
  '<VirtualHost',
]);
// What the others take, argument by argument; RedirectMatch with its status.
const KINDS: Readonly<Record<string, readonly (string | undefined)[]>> = {
  AliasMatch: ['regex', 'substitution'],
  RedirectMatch: [undefined, 'regex', 'substitution'],
  ProxyFCGISetEnvIf: ['condition', 'word', 'value'],
  ErrorDocument: [undefined, 'value'],
  Header: [undefined, undefined, 'word', 'headerValue'],
  AuthName: ['value'],
  RequestHeader: [undefined, 'word', 'value'],
  SetEnvIfExpr: ['value'],
  RewriteRule: [undefined, 'value'],
  '<DirectoryMatch': ['regex'],
  '<FilesMatch': ['regex'],
  '<If': ['condition'],
  '<LocationMatch': ['regex'],
};

/**
 * The variable that stands for a "$" before a "{", which every argument has expanded. Whoever places a value with a "${"
 * declares it before: `Define deploygen_dollar "$"`.
 */
export const DOLLAR_VARIABLE = 'deploygen_dollar';

/** An argument that is taken as it is. */
export const word = mint(apache.name, 'word', {
  escapeValue: noNewline,
  // <IfDefine> knows no quotes around its "!".
  quoteWhole: (text) => (/^!?[\w.:*[\]+=-]+(\/[\w.+-]+)?$/.test(text) ? text : quote(text)),
});

/** A folder of `<Directory>`, which takes some characters for wildcards. */
export const directory = mint(apache.name, 'directory', {
  escapeValue: (value) =>
    hasWildcard(value) ? { why: '<Directory> takes it for a wildcard' } : noNewline(value),
  quoteWhole: quote,
});

export function hasWildcard(path: string): boolean {
  return /[*?[\]\\]/.test(path);
}

/** A PCRE pattern: literal parts are the pattern, values match themselves. */
export const regex = mint(apache.name, 'regex', { escapeValue: toPattern, quoteWhole: quote });

/** The path that an AliasMatch or RedirectMatch leads to: literal parts may name groups, values can't. */
export const substitution = mint(apache.name, 'substitution', {
  escapeValue: (value) => {
    const text = noNewline(value);
    return typeof text === 'string' ? text.replace(/[\\$]/g, '\\$&') : text;
  },
  quoteWhole: quote,
});

/** An expression that is true or false; values stand in its patterns, and match themselves. */
export const condition = mint(apache.name, 'condition', {
  escapeValue: toPattern,
  quoteWhole: (text) => quoteExpression(text),
});

/** An expression that is a text, such as the value of a gateway variable. */
export const value = mint(apache.name, 'value', {
  escapeValue: (text) => {
    if (byteLength(text) > LONGEST_STRING) return TOO_LONG;
    return text.includes('\0') ? NUL : text.replace(/[\\$%]/g, '\\$&').replaceAll('\n', '\\n');
  },
  quoteWhole: quote,
});

/** The value of a response header: mod_headers has formats that begin with "%", and expressions. */
export const headerValue = mint(apache.name, 'headerValue', {
  escapeValue: (text) =>
    /^expr=/i.test(text)
      ? { why: 'mod_headers takes it for an expression' }
      : text.replaceAll('%', '%%').replaceAll('\\', '\\\\'),
  quoteWhole: quote,
});

/** Text of a comment. */
export const comment = mintComment(apache.name);

// httpd 2.4.71 reads strings and patterns of an expression into a buffer of that size.
const LONGEST_STRING = 8191;
const TOO_LONG: Refusal = { why: `an expression holds at most ${LONGEST_STRING} bytes` };
const NUL: Refusal = { why: 'a NUL ends the text' };

function noNewline(text: string): string | Refusal {
  if (text.includes('\0')) return NUL;
  return text.includes('\n') ? { why: 'a newline ends the directive' } : text;
}

/** Byte by byte: no delimiter, quote or variable can come of it, and a pattern knows bytes only. */
function toPattern(text: string): string | Refusal {
  if (text.includes('\0')) return NUL;
  return toByteString(text)
    .replace(/[^\w./-]/g, (byte) => `\\x${byte.charCodeAt(0).toString(16).padStart(2, '0')}`)
    .replaceAll('.', '\\.');
}

function quoteExpression(text: string): string | Refusal {
  return byteLength(text) > LONGEST_STRING ? TOO_LONG : quote(text);
}

/** A backslash escapes a quote and itself; before anything else it stands for itself. */
function quote(text: string): string {
  const escaped = text.replace(/\\(?=["\\]|$)|"/g, '\\$&');
  return `"${escaped.replaceAll('${', `\${${DOLLAR_VARIABLE}}{`)}"`;
}
