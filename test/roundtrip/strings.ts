import fc from 'fast-check';

/** So many distinct strings that quoting gets wrong: known ones first, then random ones of a seed. */
export function nastyStrings(
  count: number,
  seed: number,
  adapt: (value: string) => string | null = (value) => value,
): readonly string[] {
  const strings = new Set<string>();
  const add = (values: readonly string[]) => {
    for (const value of values) {
      if (strings.size === count) return;
      const adapted = adapt(value);
      if (adapted !== null) strings.add(adapted);
    }
  };
  add(KNOWN);
  // Not for ever: what `adapt` leaves may be few.
  for (let round = 0; strings.size < count && round < 1000; round += 1) {
    add(fc.sample(RANDOM, { seed: seed + round, numRuns: Math.max(count, 1000) }));
  }
  if (strings.size < count) throw new Error(`only ${strings.size} strings of ${count} fit`);
  return [...strings];
}

const ASCII = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));

/** What means something to one of the languages, and what is no ASCII. */
const PIECES = [
  ...words`\\ \\\ \" \' \n \x41 \x22 \0 \E \$ $$ $1 $x $host $HOME $`,
  ...words`%% %1 %n %h %{x} %{HTTP_HOST} %(here)s %(program_name)s %(ENV_HOME)s %2F %00`,
  ...words`default include on off none env .. =~ ~* ^~ += /* */ <!-- --> #{ "=>"`,
  ...words`a b Z 0 9 _ é ß 日 😀`,
  ...'\\"\'`$%#;{}()[]<>,=~^*?|&@!:/.+- \t\n\r\f\v',
  ...[
    '${',
    '${x}',
    '${HOME}',
    '${deploygen_dollar}',
    '\\ ',
    '\\\n',
    '\r\n',
    '\n\n',
    '\n ;',
    ' #',
    ' ;',
  ],
  ...[
    '\n}\n',
    '\n# ',
    '\n; ',
    '\n[x]\n',
    '\nUser=root\n',
    '; return 403; ',
    '\nDefine x\n',
    '" => "',
  ],
  ...'\x80\x85\xa0\u2028\ufeff\ufffd\0\x01\x1b\x1c\x7f\uffff',
  ...['\u{10ffff}', '\ud800', '\udc00'],
];

const WORDS = [
  '',
  ...words`default include volatile hostnames on off yes no true null none unset env localhost`,
  ...words`~ ~* ^~ = * @ ! - -- + . .. / // -x =~ =^ !~ == ~^x ~root | /a|b unix: unix:/x`,
  ...words`<x> </x> <!-- [x] [x ] { } {} {a,b} [section] a{2} (a a) [a a] a|b a* a+ a? ^a a$ a.b (?i)a [^a]`,
  ...words`$1 $0 $10 $& $$ a$b %1 %{x} %{env:HOME} %{tolower:A} %s %d %% 100% a%2Fb %(here)s %%(here)s`,
  ...words`"a" 'a' "a a" 'a a' "" '' "' '" \" \' "\ \\" it's a"b'c`,
  ...words`\ \\ \\\ a\ a\\ a\\\ \n \t \x \x41 \u0041 \101 \z C:\new\table \Qa a\E`,
  ...words`a;b a; ; ;a a#b # #a a# /*a*/ a,b a=b a:b __proto__ constructor {{x}} {{{x}}} {{>x}} &lt;`,
  ...[
    'a b',
    'a  b',
    ' a',
    'a ',
    '\ta',
    'a\t',
    '\na',
    'a\n',
    '\ra',
    'a\r',
    'a\r\nb',
    'a\n\nb',
    '\n',
    '\r\n',
    '  ',
  ],
  ...[
    'a ; b',
    'a #b # c',
    'A=1 B=2',
    '<Location />',
    'a \n b',
    'a\n; b\n# c\n d\n\te',
    '${x}',
    '${HOME}',
    '${deploygen_dollar}',
  ],
  ...[
    '\nreturn 403;\n',
    '";return 403;"',
    '\n}\n',
    '" }\nserver {',
    '\n</Location>\n',
    '")\nvar.x = ("',
    '\n[program:x]\n',
  ],
  ...[
    '\ud800',
    '\udc00',
    'a\ud800b',
    '\udc00\ud800',
    '😀',
    '日本',
    'e\u0301',
    '\u{10ffff}',
    '\ufffe',
    '\u202e',
    '\ufeffa',
  ],
];

const LONG = [254, 255, 256, 300, 4000, 4090, 4093, 4094, 4095, 5000, 8191, 8192].flatMap(
  (length) => [
    'x'.repeat(length),
    'é'.repeat(Math.floor(length / 2)),
    'a "b\\'.repeat(Math.floor(length / 5)),
  ],
);

const KNOWN: readonly string[] = [
  ...WORDS,
  ...ASCII.flatMap((character) => [
    character,
    `a${character}b`,
    ` ${character} `,
    `${character}${character}`,
  ]),
  ...LONG,
];

const RANDOM = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({ unit: fc.constantFrom(...ASCII), maxLength: 60 }),
  fc.string({ unit: fc.constantFrom(...'\\"\'$%;#{}( \n\tn'), maxLength: 20 }),
  fc.string({ unit: fc.constantFrom(...PIECES), maxLength: 12 }),
  fc.string({
    unit: fc.constantFrom(...PIECES.filter((piece) => /^[ -~]+$/.test(piece))),
    maxLength: 12,
  }),
  fc
    .tuple(fc.constantFrom(...PIECES), fc.constantFrom(...WORDS), fc.constantFrom(...PIECES))
    .map((pieces) => pieces.join('')),
);

/** What stands between blanks, as it is written. */
function words({ raw: [text = ''] }: TemplateStringsArray): readonly string[] {
  return text.split(' ');
}
