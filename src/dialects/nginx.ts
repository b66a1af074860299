import { byteLength } from '../core/byte-string.ts';
import { type Dialect, TOKEN } from '../core/dialect.ts';
import { type Kind, mint, mintComment, type Refusal } from '../core/token.ts';

/** nginx.conf, as ngx_conf_read_token() reads it. */
export const nginx: Dialect = {
  name: 'nginx',
  comment: { characters: '#', at: 'word', goesOn: false },
  quotes: '"\'',
  opensWithin: false,
  escapes: true,
  terminators: ';{}',
  inWords: '}',
  before: '',
  raw: { brackets: '', canBeIndented: true },
  kindsAfter(statement) {
    const [directive = '', ...parameters] = statement.split(' ').slice(0, -1);
    if (directive === '') return ['media-type', 'entry'];
    if (REGEX_DIRECTIVES.has(directive)) return ['regex'];
    if (directive === 'location') return parameters[0] === '~' ? ['regex'] : ['uri'];
    if (NAMING_DIRECTIVES.has(directive)) return parameters.length === 0 ? ['plain'] : ['word'];
    if (EXPANDING_DIRECTIVES.has(directive)) return ['word'];
    return PLAIN_DIRECTIVES.has(directive) ? ['plain'] : [];
  },
};

const REGEX_DIRECTIVES = new Set(['fastcgi_split_path_info']);
// Whose parameters expand $variables.
const EXPANDING_DIRECTIVES = new Set([
  'access_log',
  'alias',
  'auth_basic',
  'auth_basic_user_file',
  'default',
  'error_page',
  'fastcgi_pass',
  'geo',
  'map',
  'proxy_pass',
  'return',
  'root',
  'try_files',
]);
// The first parameter is a name, the second expands.
const NAMING_DIRECTIVES = new Set(['add_header', 'fastcgi_param', 'proxy_set_header']);
// In whose parameters a "$" stands for itself. What is neither may take a pattern, or run what it is given.
const PLAIN_DIRECTIVES = new Set([
  'allow',
  'client_body_temp_path',
  'client_max_body_size',
  'default_type',
  'error_log',
  'expires',
  'fastcgi_buffer_size',
  'fastcgi_buffers',
  'fastcgi_busy_buffers_size',
  'fastcgi_connect_timeout',
  'fastcgi_hide_header',
  'fastcgi_read_timeout',
  'fastcgi_send_timeout',
  'fastcgi_temp_path',
  'gzip_types',
  'listen',
  'pid',
  'proxy_buffer_size',
  'proxy_buffers',
  'proxy_connect_timeout',
  'proxy_hide_header',
  'proxy_read_timeout',
  'proxy_send_timeout',
  'proxy_temp_path',
  'scgi_temp_path',
  'server',
  'server_name',
  'set_real_ip_from',
  'ssl_certificate',
  'ssl_certificate_key',
  'ssl_session_cache',
  'upstream',
  'user',
  'uwsgi_temp_path',
  // A line of a `types` or `map` block begins with a value.
  TOKEN,
]);

/**
 * The variable that stands for a "$": nginx has no escape for one where variables are expanded. Whoever places a `word` with
 * a "$" in a value declares it at http level: `geo $deploygen_dollar { default "$"; }`.
 */
export const DOLLAR_VARIABLE = 'deploygen_dollar';

const literal: Kind = { escapeValue: noNul, quoteWhole: quote };

/** A parameter in which nginx expands variables: literal parts may name them, values can't. */
export const word = mint(nginx.name, 'word', {
  escapeValue: (value) => {
    const text = noNul(value);
    return typeof text === 'string' ? text.replaceAll('$', `\${${DOLLAR_VARIABLE}}`) : text;
  },
  quoteWhole: quote,
});

/** A parameter that nginx takes as it is: an address, a size. */
export const plain = mint(nginx.name, 'plain', literal);

/** The path of a location without a pattern. */
export const uri = mint(nginx.name, 'uri', {
  escapeValue: noNul,
  quoteWhole: (text) =>
    byteLength(text) <= LONGEST_PATH
      ? quote(text)
      : { why: `the path of a location has at most ${LONGEST_PATH} bytes` },
});

/** A PCRE pattern: literal parts are the pattern, values match themselves. */
export const regex = mint(nginx.name, 'regex', {
  escapeValue: (value) => {
    const text = noNul(value);
    return typeof text === 'string' ? text.replace(/[\\.^$|?*+()[\]{}#-]/g, '\\$&') : text;
  },
  quoteWhole: quote,
});

/** What starts a line of a `map` or `geo` block: a method or a network, which no special word of theirs looks like. */
export const entry = mint(nginx.name, 'entry', {
  escapeValue: (value) =>
    /^(?:[A-Z]+|[0-9a-f.:]+\/[0-9]+)$/.test(value) ? value : { why: 'it is no method or network' },
  quoteWhole: (text) => text,
});

/** Text of a comment. */
export const comment = mintComment(nginx.name);

/** The type that starts a line of a `types` block. */
export const mediaType = mint(nginx.name, 'media-type', {
  escapeValue: (value) =>
    /^[a-z]+\/[a-z0-9.+-]+$/.test(value) ? value : { why: 'it is no media type' },
  quoteWhole: (text) => text,
});

function noNul(value: string): string | Refusal {
  return value.includes('\0') ? { why: 'a NUL ends the text' } : value;
}

// nginx 1.22 keeps the length of such a path in one byte: a longer one is found by its first bytes, or never.
const LONGEST_PATH = 255;

// nginx 1.22 reads tokens of at most 4094 bytes ("too long parameter").
const LONGEST_TOKEN = 4094;

/** In double quotes only \" \\ \n \r \t are escapes, and "$" is a matter of the directive. */
function quote(text: string): string | Refusal {
  const written = spell(text);
  // As written: the reader's buffer holds the escapes too.
  const length = byteLength(written) - (written === text ? 0 : 2);
  return length <= LONGEST_TOKEN
    ? written
    : { why: `a parameter has at most ${LONGEST_TOKEN} bytes` };
}

function spell(text: string): string {
  if (/^[\w./:@%+~^=,$[\]-]+$/.test(text) && !/\$\{/.test(text)) return text;
  const escaped = text
    .replace(/["\\]/g, '\\$&')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t');
  return `"${escaped}"`;
}
