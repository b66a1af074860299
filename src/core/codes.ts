import type { Severity } from './diagnostic.ts';

/** A kind of diagnostic that no rule gives. */
export interface Code {
  readonly code: string;
  readonly severity: Severity;
  readonly summary: string;
}

/** Every diagnostic but those of the rules: of the text, the schema, the descriptor as a whole, the targets, of templates, and of comments. */
export const codes: readonly Code[] = [
  error('yaml-alias', 'an alias that repeats nothing, itself, or far too much'),
  error('yaml-duplicate-key', 'a key that is stated twice'),
  error('yaml-encoding', 'a file that is not text in UTF-8'),
  error('yaml-several-documents', 'more than one YAML document in a file'),
  error('yaml-syntax', 'text that is no YAML'),
  error('yaml-too-large', 'a file of more than a megabyte'),
  warning('yaml-boolean-word', 'a bare "no", "yes", "on" or "off" where a text is meant'),
  warning('yaml-byte-order-mark', 'a byte order mark at the beginning of the file'),
  warning('yaml-leading-zero', 'a number that begins with a zero'),
  warning('yaml-mixed-newlines', 'CRLF and LF in one file'),
  warning('yaml-sexagesimal', 'a bare text that YAML 1.1 reads as a number in base 60'),
  warning('yaml-tab', 'a tab between the words of the YAML'),
  error('input-unreadable', 'a file or a folder that cannot be read'),
  error('output-unwritable', 'a file or a folder that cannot be written'),
  error('schema-empty', 'a list without items'),
  error('schema-form', 'a text that is not of the expected form'),
  error('schema-misplaced-key', 'a field of an application beside "apps"'),
  error('schema-missing-key', 'a field that is needed and not there'),
  error('schema-name', 'a name of a variable or a URL that cannot be one'),
  error('schema-range', 'a number that is too small or too large'),
  error('schema-repeated', 'an item that is listed twice'),
  error('schema-type', 'a value of another type than its field'),
  error('schema-unknown-key', 'a field that descriptors do not have'),
  error('schema-value', 'a value that is none of those that a field can have'),
  error('unique-name', 'two applications of one name'),
  error('unique-path', 'two mounts or static URLs that servers take for one'),
  error('unique-socket', 'a socket that is listed twice'),
  error('valid-app', 'an "app" that lacks something, or is at odds with another field'),
  error('valid-address', 'an address or a port that is none'),
  error('valid-auth', "a path to authenticate that is not the application's, or stands twice"),
  error('valid-command', 'a program that is no absolute path of a file'),
  error('valid-deny', 'something that lies below a denied path'),
  error('valid-extra', 'raw text that would reach beyond its place'),
  error('valid-header', 'a response header that something else decides, or stands twice'),
  error('valid-host', 'a host name that is none or that nobody can ask for, or stands twice'),
  error('valid-listen', 'an address to listen at that is none, stands twice, or without a site'),
  error('valid-mount', 'a mount that is no URL path'),
  error('valid-network', 'an address or network that is none, or stands twice'),
  error('valid-params', 'a parameter that only deploygen or the client may set'),
  error('valid-path', 'a path that no URL can have'),
  error('valid-processes', 'a number of processes that does not fit the list of sockets'),
  error('valid-protocol', 'a field that its protocol has no place for'),
  error('valid-setting', 'a --set that sets nothing'),
  error('valid-redirect', 'a redirect to nowhere, or back to itself'),
  error('valid-site', 'a field of a whole site that lacks what it needs'),
  error('valid-socket-path', 'a socket path that no socket can have'),
  error('valid-static', 'a static URL and a path that do not fit'),
  error('target-inexpressible', "a value that a program's language cannot hold"),
  error('target-missing-field', 'a field that a target needs and the descriptor lacks'),
  error('target-reserved-name', 'a name that belongs to the system'),
  error('target-socket', 'a socket that a target cannot take'),
  warning('target-covered-host', 'a wildcard that covers the name of another site on one server'),
  warning('target-entangled', 'mounts of two descriptors that one server cannot keep apart'),
  warning('target-repeated-host', 'a host name of two sites on one server'),
  error('target-two-defaults', 'two default servers at one address of one server'),
  error('target-unsupported', 'a field that a target cannot honour'),
  error('template-encoding', 'a template that is not text in UTF-8'),
  error('template-partial', 'a partial that there is none of, or that includes itself'),
  error('template-syntax', 'a template that Handlebars cannot read'),
  error('template-too-large', 'a template of more than 64 kB'),
  error('template-unknown-dialect', 'a template for a language that deploygen does not know'),
  error('template-unknown-file', 'a template that takes the place of none'),
  error('template-unknown-name', 'a name in a template that a plan does not have there'),
  error('template-unsafe', 'a template that could break the syntax of a file'),
  error('template-wrong-kind', 'a name in a template where something else must stand'),
  error('target-unknown', 'a target that deploygen does not have'),
  error('target-none', 'a descriptor that states nothing to build'),
  error('unique-output', 'two generated files at one place'),
  error('valid-output', 'an output folder that lies elsewhere'),
  error('drift-blocked', 'a folder or a link where a generated file belongs'),
  error('drift-hand-edited', 'a generated file that somebody has changed'),
  error('drift-manifest', 'a list of generated files that does not fit them'),
  error('drift-missing', 'a generated file that is not there'),
  error('drift-orphaned', 'a generated file that no descriptor renders any more'),
  error('drift-stale', 'a generated file that its descriptor renders otherwise'),
  error('verify-refused', 'what a program does not accept'),
  { code: 'verify-lacks', severity: 'note', summary: 'what this machine lacks for a check' },
  warning('reasonless-ignore', 'a "deploygen-ignore" without a reason'),
  warning('unknown-ignore', 'a "deploygen-ignore" of a rule that does not exist'),
  warning('unused-ignore', 'a "deploygen-ignore" of what does not occur'),
];

function error(code: string, summary: string): Code {
  return { code, severity: 'error', summary };
}

function warning(code: string, summary: string): Code {
  return { code, severity: 'warning', summary };
}
