import fc from 'fast-check';

const SHELL = [
  'ulimit -c 0',
  'if [ -e /x ]; then',
  'fi',
  'for x in 1 2; do echo "$x"; done',
  'f() { echo "a b" >&2; }',
  'f()',
  '(cd /x && y)',
  'a &&',
  'a |',
  'cat <<E',
  "echo 'a",
  'echo "a $(b) ${c}"',
  'echo "$(b "c")"',
  'case x in a) b ;; esac',
  '} || {',
  'fi; if :; then',
  'echo `a',
];

/** Lines that are sound in their language alone, or with others; and what could break out of it. */
const PYTHON = [
  'keepalive = 5',
  'x = [',
  ']',
  'x = "a#b" # c',
  "x = 'a",
  'def f(x):',
  '    return x',
  'x = "a" \\',
  'x = """',
  '  y = 1',
  'x = (1, {"a": 2}["a"])',
];

const LINES: Readonly<Record<string, readonly string[]>> = {
  nginx: [
    'add_header X y;',
    'add_header X "a;}\\"{" always; # }',
    'location = /x {',
    'return 204;',
    'if ($host = "a") {',
    '}',
    "set $x '#';",
    'set $x ${y}{;',
    'set $x "y\\";',
    'set $x a}b#;',
    'set $x \\;;',
    'set $x ("y");',
    'a b',
    ';',
    '"}";',
  ],
  apache: [
    'Header set X "a b"',
    'Header set X \\',
    '    y',
    '<Location "/x">',
    '</Location>',
    '</location>',
    '<IfModule mod_headers.c>',
    '</IfModule>',
    '</VirtualHost>',
    '</LocationMatch>',
    '<LocationMatch "a>b">',
    'Define x "y"',
    '"</VirtualHost>"',
    'Use m x',
    'Header set X "a',
    'Header set X a\\\\',
  ],
  lighttpd: [
    'server.tag = "x"',
    'server.tag = "a\\"}" # }',
    '$HTTP["url"] == "/x" {',
    '}',
    'else {',
    'else $HTTP["host"] =~ "^a$" {',
    'var.x = "a" + var.y',
    'expire.url = ("" => "access",',
    ')',
    'server.tag =',
    '+ "x"',
    '"x"',
    'include "x.conf"',
    'server.tag = "x\\"',
    'include',
  ],
  supervisor: [
    'priority=1',
    'environment=A="b",',
    '    B="c"',
    'priority: 1 ; two',
    '[program:x]',
    '\u00a0x=1',
    'x',
    'stdout_logfile = /x',
  ],
  systemd: [
    'Nice=1',
    'ExecStartPre=/bin/echo \\',
    '    a',
    'Environment=A="b \\\\"',
    'ExecStartPre=/bin/true \\\\',
    '[Service]',
    '  [Install]',
    'x',
    '  Nice = 2',
    ';',
  ],
  'php-fpm': [
    'pm.status_path = /status',
    '  env[A]="a;b" ; c',
    'php_admin_value[memory_limit] = 5M',
    '[x]',
    'x',
    'env[A] = "a',
    "env[A] = 'a",
    'env[A] = ${a',
    'include = /x',
    '= x',
  ],
  gunicorn: PYTHON,
  flup: PYTHON,
  uwsgi: [
    'harakiri = 60',
    'env=A=b ; c',
    '  cheaper =2',
    '[x]',
    'x',
    'env = A=@(/x)',
    'env = A=$(B) \\',
    '= x',
  ],
  'spawn-fcgi': SHELL,
  sysv: SHELL,
  runit: SHELL,
  s6: SHELL,
  screen: SHELL,
  procfile: SHELL,
  monit: [
    'if memory > 512 MB then alert',
    'group web',
    '  alert "a@b.example"',
    'if memory > 512 MB',
    'then alert',
    'check process x with pidfile /x',
    'set daemon 5',
    'group "a',
    'group a check process x with pidfile /x',
    'group',
  ],
};

const COMMON = [
  '',
  '# words',
  '# words \\',
  '; words',
  '\t',
  '# end of extra',
  '"',
  "'",
  '\\',
  'a\rb',
];
const TARGETS: Readonly<Record<string, readonly string[]>> = {
  nginx: ['http', 'server', 'location'],
  apache: ['server', 'vhost', 'location'],
  lighttpd: ['server', 'application'],
  supervisor: ['program'],
  systemd: ['unit', 'service', 'socket'],
  'spawn-fcgi': ['script'],
  'php-fpm': ['pool'],
  gunicorn: ['settings'],
  flup: ['script'],
  uwsgi: ['options'],
  sysv: ['script'],
  runit: ['run'],
  s6: ['run'],
  screen: ['script'],
  procfile: ['script'],
  monit: ['check'],
};

/** Raw text for a target, of which some stays in its place. */
export function arbitraryExtra(target: string): fc.Arbitrary<unknown> {
  const own = fc.constantFrom(...(LINES[target] ?? []));
  const line = fc.oneof(
    { weight: 9, arbitrary: own },
    { weight: 2, arbitrary: fc.constantFrom(...COMMON) },
    { weight: 1, arbitrary: fc.string({ maxLength: 9 }) },
  );
  const text = fc.oneof(
    { weight: 3, arbitrary: own },
    { weight: 4, arbitrary: fc.array(line, { minLength: 1, maxLength: 5 }).map(joined) },
    { weight: 1, arbitrary: fc.string({ minLength: 1, maxLength: 12 }) },
  );
  return fc
    .tuple(fc.constantFrom(...(TARGETS[target] ?? [])), text)
    .map(([position, one]) => ({ [target]: { [position]: one } }));
}

/** The same for any target. */
export const someExtra = fc.oneof(...Object.keys(TARGETS).map(arbitraryExtra));

function joined(lines: readonly string[]): string {
  return lines.join('\n');
}
