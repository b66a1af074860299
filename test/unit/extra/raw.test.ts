import { describe, expect, it } from 'vitest';
import { join, type Maker, Token } from '../../../src/core/token.ts';
import { raw as apache } from '../../../src/dialects/apache-raw.ts';
import { dialects } from '../../../src/dialects/index.ts';
import { raw as lighttpd } from '../../../src/dialects/lighttpd-raw.ts';
import { raw as monit } from '../../../src/dialects/monit-raw.ts';
import { raw as nginx } from '../../../src/dialects/nginx-raw.ts';
import { raw as phpFpm } from '../../../src/dialects/php-fpm-raw.ts';
import { raw as python } from '../../../src/dialects/python-raw.ts';
import { raw as shell } from '../../../src/dialects/shell-raw.ts';
import { raw as supervisor } from '../../../src/dialects/supervisor-raw.ts';
import { raw as systemd } from '../../../src/dialects/systemd-raw.ts';
import { raw as uwsgi } from '../../../src/dialects/uwsgi-raw.ts';
import { placed } from '../placed.ts';

const MAKERS: Readonly<Record<string, Maker>> = {
  nginx,
  apache,
  lighttpd,
  supervisor,
  systemd,
  uwsgi,
  shell,
  'php-fpm': phpFpm,
  python,
  monit,
};

it('is tested in every language that has a place for it', () => {
  const taking = dialects.filter(({ raw }) => raw !== null).map(({ name }) => name);

  expect(Object.keys(MAKERS).sort()).toEqual(taking.sort());
});

/** Null for text that may stand by itself, else `LINE: WHY`. */
function problem(dialect: string, text: string): string | null {
  const maker = MAKERS[dialect];
  if (maker === undefined) throw new TypeError(dialect);
  const lines = text.split('\n').map((line, index) => placed(line, String(index + 1)));
  const written = Token.read(maker`${join('\n', lines)}`, dialect, ['raw']);
  if (typeof written !== 'string') return `${written.place.pointer}: ${written.why}`;
  expect(written).toBe(text);
  return null;
}

const OUTSIDE = 'it closes a block that is not its own';
const CUT = 'a string or an escape does not end in its line';
const SECTION = 'it closes a section that is not its own';
const NONE = 'it is neither a directive nor a whole section';
const QUOTE = 'a quote does not end in its line';
const LONGER = 'its backslash lengthens the line';
const UNFINISHED = 'the last statement is not finished';
const UNREADABLE = 'it cannot be read, or a string does not end in it';
const ANOTHER = 'it starts another section';
const SETTING = 'it is no setting (NAME=VALUE)';
const OPEN = 'a quote does not end in its line, or a "$" stands in it';
const PYTHON = 'a string or a backslash does not end in its line';
const OPTION = 'it is no option (NAME = VALUE)';
const INDENTED = 'an indented line lengthens the setting above';
const OURS = 'these words are those of deploygen itself';
const NEXT = 'it goes on in the next line';
const STARTS = 'it starts another check, or a setting';
const STATEMENT = 'a string or a comment does not end with its statement';
const CONTROL = 'it has a control character';

describe.each<readonly [string, readonly (readonly [text: string, why: string])[]]>([
  [
    'shell',
    [
      ["a 'b", '1: a string goes on in the next line'],
      [
        'a "b',
        '1: a string goes on in the next line, or holds more than variables and simple commands',
      ],
      ['a\\', `1: ${LONGER}`],
      ['a `b`', '1: a backquote may take what follows into it: write $(...)'],
      ['a $(b "c")', '1: a substitution does not end, or is more than a simple command'],
      ['a ${b', '1: a substitution does not end, or is more than a simple command'],
      ['a\ncat <<E\nE', '2: a here-document takes what follows into it'],
      ['a &&', '1: what ends it lengthens the line'],
      ['a |\nb', '1: what ends it lengthens the line'],
      ['!', '1: what ends it lengthens the line'],
      ['f()', '1: a function begins with a "{" in its line'],
      ['if a; then b', '1: its "then" does not end'],
      ['a\n{ b', '2: its "{" does not end'],
      ['a }; }', '1: its "}" does not belong to anything'],
      ['fi; if a; then b', '1: its "fi" does not belong to anything'],
      ['if a; then b; done', '1: its "done" does not belong to anything'],
      ['for a in b', '1: its "for" does not end'],
      ['a ) (', '1: its ")" does not belong to anything'],
      ['case a in b) c ;; esac', '1: its ")" does not belong to anything'],
    ],
  ],
  [
    'nginx',
    [
      ['a b', '1: its ";" is missing'],
      ['a b;\nc', '2: its ";" is missing'],
      ['a\nb\nc', '1: its ";" is missing'],
      ['a b; # c;\nd # e;', '2: its ";" is missing'],
      ['}', `1: ${OUTSIDE}`],
      ['a { b; } }', `1: ${OUTSIDE}`],
      ['} server {', `1: ${OUTSIDE}`],
      ['a;\n}\nlocation / {', `2: ${OUTSIDE}`],
      ['a {', '1: its block is not closed'],
      ['a { b; {', '1: no directive stands before the "{"'],
      ['a {\nb {\n}', '1: its block is not closed'],
      ['a { b }', '1: a ";" is missing before the "}"'],
      ['a { b\n}', '2: a ";" is missing before the "}"'],
      [';', '1: no directive stands before the ";"'],
      ['a "b', `1: ${CUT}`],
      ["a 'b;", `1: ${CUT}`],
      ['a "b\nc";', `1: ${CUT}`],
      ['a "b\\";', `1: ${CUT}`],
      ['a b\\', `1: ${CUT}`],
      ['a b\\\n;', `1: ${CUT}`],
      ['a "b"c;', '1: nothing may stand directly after a string'],
      ['a "b"#;', '1: nothing may stand directly after a string'],
      ['a \\"b;"\n}', `1: ${CUT}`],
      ['set $a ${b{;', '1: no directive stands before the ";"'],
      ['a ${;}', `1: ${OUTSIDE}`],
      [
        'content_by_lua_block { x() }',
        '1: what is code and what is configuration cannot be told: name a file',
      ],
      ['geo $deploygen_dollar { default "x"; }', `1: ${OURS}`],
    ],
  ],
  [
    'apache',
    [
      ['</VirtualHost>', `1: ${SECTION}`],
      ['A b\n  </virtualhost>\n<VirtualHost *:80>', `2: ${SECTION}`],
      ['<Location />', '1: its section is not closed'],
      ['<Location />\n<If "1">\n</Location>', `3: ${SECTION}`],
      ['<Location />\n<Location /b>\n</Location>', '1: its section is not closed'],
      ['<Location / # >', '1: its section is not closed'],
      ['<Location />\n# </Location>', '1: its section is not closed'],
      ['<Location />\n# a \\\n</Location>', '1: its section is not closed'],
      ['<Location /', `1: ${NONE}`],
      ['<Location"/a">', `1: ${NONE}`],
      ['< Location />', `1: ${NONE}`],
      ['</Location >', `1: ${NONE}`],
      ['"</VirtualHost>"', `1: ${NONE}`],
      ["'</VirtualHost>'", `1: ${NONE}`],
      ['${x}', `1: ${NONE}`],
      ['<${x}>', `1: ${NONE}`],
      ['Use m "</VirtualHost>"', '1: a macro can end what it stands in'],
      ['<Macro m $a>\n$a\n</Macro>', '1: a macro can end what it stands in'],
      ['Us\\\ne m x', `1: ${LONGER}`],
      ['A b\\', `1: ${LONGER}`],
      ['A b \\\\', `1: ${LONGER}`],
      ['# a\\', `1: ${LONGER}`],
      ['A b\\\nc', `1: ${LONGER}`],
      ['A "b', `1: ${QUOTE}`],
      ["A b 'c", `1: ${QUOTE}`],
      ['A "b \\\n  c"', `1: ${QUOTE}`],
      ['A "b\\"', `1: ${QUOTE}`],
      ['Define deploygen_dollar x', `1: ${OURS}`],
    ],
  ],
  [
    'lighttpd',
    [
      ['}', '1: no "}" may stand here'],
      ['a = "b"\n} else {', '2: no "}" may stand here'],
      ['else { }', '1: no "else" may stand here'],
      ['else $HTTP["url"] == "/" { }', '1: no "else" may stand here'],
      ['# a\nelse { }', '2: no "else" may stand here'],
      ['+ "b"', '1: no "+" may stand here'],
      ['"b"', '1: no "\\"b\\"" may stand here'],
      ['a = "b" "c"', '1: no "\\"c\\"" may stand here'],
      ['a =', `1: ${UNFINISHED}`],
      ['a = "b"\nc =\n# d', `2: ${UNFINISHED}`],
      ['a = "b" +', `1: ${UNFINISHED}`],
      ['a', `1: ${UNFINISHED}`],
      ['include', `1: ${UNFINISHED}`],
      ['a = ("b"', `1: ${UNFINISHED}`],
      ['a = ("b" => (', `1: ${UNFINISHED}`],
      ['a = ("b"))', '1: no ")" may stand here'],
      ['a = ("b"\nc = "d"', '2: no "c" may stand here'],
      ['$HTTP["url"] == "/"', `1: ${UNFINISHED}`],
      ['$HTTP["url"] == "/" {', `1: ${UNFINISHED}`],
      ['$HTTP["url"] == "/" { } else', `1: ${UNFINISHED}`],
      ['$HTTP["url"] == "/" { # }', `1: ${UNFINISHED}`],
      ['$HTTP["url"] == "/" { a = "}"', `1: ${UNFINISHED}`],
      ['a = "b', `1: ${UNREADABLE}`],
      ['a = "b\nc"', `1: ${UNREADABLE}`],
      ['a = "b\\"', `1: ${UNREADABLE}`],
      ["a = 'b'", `1: ${UNREADABLE}`],
      ['a = \\', `1: ${UNREADABLE}`],
      ['a = "b"; c = "d"', `1: ${UNREADABLE}`],
      [`a = ${'('.repeat(100_000)}`, '1: its brackets are nested too deeply'],
    ],
  ],
  [
    'supervisor',
    [
      ['[program:x]', `1: ${ANOTHER}`],
      ['a=b\n[program:x]\nc=d', `2: ${ANOTHER}`],
      ['a=b\n  [program:x]', `2: ${ANOTHER}`],
      ['  a=b', `1: ${INDENTED}`],
      ['# a\n\n\tb=c', `3: ${INDENTED}`],
      ['a', `1: ${SETTING}`],
      ['=b', `1: ${SETTING}`],
      ['\u00a0a=b', `1: ${SETTING}`],
    ],
  ],
  [
    'systemd',
    [
      ['[Install]', `1: ${ANOTHER}`],
      ['A=b\n  [Install]', `2: ${ANOTHER}`],
      ['A=b \\\n[Install]', `2: ${ANOTHER}`],
      ['A=b \\', `1: ${LONGER}`],
      ['A=b \\\n# c', `1: ${LONGER}`],
      ['A=b \\\\\\', `1: ${LONGER}`],
      ['A', `1: ${SETTING}`],
      ['.include /x', `1: ${SETTING}`],
    ],
  ],
  [
    'python',
    [
      ['a = (', '1: its "(" does not end'],
      ['a = 1\nb = [\n{', '2: its "[" does not end'],
      ['a = )', '1: its ")" closes nothing'],
      ['a = (]', '1: its "]" closes nothing'],
      ['a = "b', `1: ${PYTHON}`],
      ['a = 1 \\', `1: ${PYTHON}`],
      ['a = """b"""', '1: a string may go on in the next line'],
      ['# a\n  a = 1', '2: its first line is indented'],
    ],
  ],
  [
    'php-fpm',
    [
      ['[other]', '1: it starts another pool'],
      ['a = b\ninclude = /x', '2: it reads other files'],
      ['a', '1: it is no setting (NAME = VALUE)'],
      ['a = "b', `1: ${OPEN}`],
      ["a = b\na = 'b\nc'", `2: ${OPEN}`],
      ['a = ${b}', `1: ${OPEN}`],
    ],
  ],
  [
    'uwsgi',
    [
      ['[other]', `1: ${ANOTHER}`],
      ['a = b\n  [uwsgi]', `2: ${ANOTHER}`],
      ['a = 100%\nb = c', '1: its "%" takes the next line into it'],
      ['# %%%', '1: its "%" takes the next line into it'],
      ['master', `1: ${OPTION}`],
      ['= b', `1: ${OPTION}`],
      ['env = A=@(exec:///bin/x)', '1: uWSGI runs or reads what is in "@(" as it reads the file'],
    ],
  ],
  [
    'monit',
    [
      ['check process x with pidfile /x', `1: ${STARTS}`],
      ['group a\nSET daemon 5', `2: ${STARTS}`],
      ['if 2 restarts within 3 cycles then exec "/x" include /y', `1: ${STARTS}`],
      ['group', `1: ${NEXT}`],
      ['if failed port 80', `1: ${NEXT}`],
      ['if failed port 80 then', `1: ${NEXT}`],
      ['if cpu > 80% for 5 cycles\nthen alert', `1: ${NEXT}`],
      ['then alert', '1: it is no statement of a check'],
      ['alert "a', `1: ${STATEMENT}`],
      ['group a # b', `1: ${STATEMENT}`],
      ["depends on 'a", `1: ${STATEMENT}`],
    ],
  ],
])('raw text of %s', (dialect, refused) => {
  it.each(refused)('is refused: %j', (text, why) => {
    expect(problem(dialect, text)).toBe(why);
  });

  it.each([
    ['a\0b', CONTROL],
    ['\r', CONTROL],
    ['a\rb', CONTROL],
    ['\x0b', CONTROL],
    ['\x7f', CONTROL],
    ['\ud800', 'half of a surrogate pair is no character'],
    ['# Generated by deploygen from x', OURS],
    ['; generated BY deploygen', OURS],
    ['# extra from deploy.yaml', OURS],
    ['  ;; end of extra', OURS],
  ])('is never %j', (line, why) => {
    expect(problem(dialect, line)).toBe(`1: ${why}`);
    expect(problem(dialect, `# a\n${line}`)).toBe(`2: ${why}`);
  });
});

describe.each<readonly [string, readonly string[]]>([
  [
    'nginx',
    [
      '# a }',
      'a b;',
      'a "};{" \'"\';# }',
      'location ~ "^/a{2}$" { return 204; }',
      'a b}c#d"e;',
      'a ${b}c;',
      'a ("b");',
      'a \\;b \\{ \\";',
      'if ($a = "") {\n    set $b "c\\\\";\n}',
      '\ta b\n    c;\n\nd;',
      'log_format x "a"\n    "b";',
    ],
  ],
  [
    'apache',
    [
      '# a </VirtualHost>',
      'Header set X "a \\"b\\" </x>"',
      '<IfModule a>\n  <LOCATION "/a">\n  </location>\n</IfModule>',
      '<If "%{HTTP_HOST} == \'a\'">\n</If>',
      'Header set X \\\n    "y"',
      "RewriteRule ^/don't$ - [F]",
      'Header set X a\\ ',
      '<RequireAll>\n</RequireAll>',
    ],
  ],
  [
    'lighttpd',
    [
      'a = "b" c += ("d" => 1, "e" => ("f"), )',
      'var.a = "b\\"}" + var.c + env.D # }',
      '$HTTP["url"] =~ "^/a" {\n  a = "b"\n}\nelse $HTTP["host"] != "c" {\n} else {\n}',
      'include "a.conf"\ninclude_shell "/b"',
      'a := (\n  "b" => "c" # )\n)',
      'global {\n}',
    ],
  ],
  [
    'shell',
    [
      '# don\'t "',
      "ulimit -c 0; a=b; export C='d e' # f'",
      'if [ -e /a ]; then b; elif c; then d; else e; fi',
      'for a in b c\ndo\n  d "$a" "${b}" "$(c d)" ${e:-f}\ndone',
      'while a; do b && c || { d; }; done',
      'f() { a > /b 2>&1 < /c; }',
      '(cd /a && b) & c | d',
      'echo fi } done if',
    ],
  ],
  ['supervisor', ['a=b', '; a\na = b\n    c\n\nd: e ; f', 'environment=\n    A="b",\n    C="d"']],
  [
    'systemd',
    ['A=b', '# a\n  A = b', 'A=b \\\n# c\n  d', 'A=b\\\\', 'A=\nA=[x]', 'A=b \\\n\nC=d', "A=it's"],
  ],
  ['python', ['a = [\n    "b#\\\\", # (\n]', "def f(a):\n    return a['b'] or '\\''\n\nc = f"]],
  [
    'php-fpm',
    ['env[A] = "a;\\"b"', "; a\n  pm.status_path=/x ; y\n\nenv[B] = 'c'", 'php_admin_value[x] = 1'],
  ],
  [
    'monit',
    [
      'group web',
      '# check process x {',
      'if cpu > 80% for 5 cycles then alert\n\n  if totalmem > 200 MB for 5 cycles then restart',
      'depends on database',
      'if 3 restarts within 5 cycles then exec "/bin/sh -c \'a; b # c\'"',
      'alert admin@example.org',
    ],
  ],
  ['uwsgi', ['harakiri = 60', '; a\n  env=A="b; #\\\n\ncheaper =2\nenv = A=%%']],
])('raw text of %s', (dialect, accepted) => {
  it.each(accepted)('may be %j', (text) => {
    expect(problem(dialect, text)).toBeNull();
  });
});
