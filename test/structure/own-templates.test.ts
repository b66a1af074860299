import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Dialect } from '../../src/core/dialect.ts';
import type { Place } from '../../src/core/place.ts';
import { precompile } from '../../src/core/precompile.ts';
import type { Program } from '../../src/core/program.ts';
import { RAW } from '../../src/core/raw.ts';
import { fillWith } from '../../src/core/render.ts';
import { TemplateError } from '../../src/core/template-error.ts';
import { type Maker, Token } from '../../src/core/token.ts';
import { dialects } from '../../src/dialects/index.ts';
import { placed } from '../unit/placed.ts';
import { readers } from './readers/index.ts';

const RUNS = Number(process.env.STRUCTURE ?? 3000);

/** What templates are made of: lines as people write them, and the pieces of such lines. */
const MADE_OF: Readonly<Record<string, { readonly lines: string; readonly pieces: string }>> = {
  nginx: {
    lines:
      'location {{a}} {↵|location ~ {{a}} {↵|alias {{a}};↵|listen {{a}} x;|fastcgi_param A {{b}};|}↵|}↵',
    pieces: 'location |alias |fastcgi_param A |listen |;|;↵| {↵|{|}',
  },
  apache: {
    lines:
      'Alias "/a" {{a}}↵|<Directory {{a}}>↵|</Directory>↵|ServerAlias {{a}} {{b}}↵|RedirectMatch 404 {{a}}↵',
    pieces: 'ServerName |RedirectMatch 404 |<LocationMatch |>|>↵|ServerAlias |</LocationMatch>↵',
  },
  lighttpd: {
    lines:
      'server.tag = {{a}}↵|x = ({{a}} => {{b}})↵|$HTTP["url"] == {{a}} {↵|}↵|server.port = {{a}}↵|x = (↵{{a}} => {{b}},↵)↵',
    pieces: 'server.tag = |x = (| => |,|)|$HTTP["url"] =~ | {↵|server.port = |{|}',
  },
  systemd: {
    lines: '[Service]↵|ExecStart={{a}} {{b}}↵|Environment={{a}}↵|User={{a}}↵|Wants={{a}}↵',
    pieces: 'ExecStart=|Environment=|ReadWritePaths=|Description=|[|]',
  },
  supervisor: {
    lines:
      '[{{a}}]↵|command={{a}} {{b}}↵|environment=↵    {{a}},↵    {{b}}↵|user={{a}}↵|    {{a}},↵',
    pieces: '[|]|command=|environment=↵|    |directory=|,|↵    ',
  },
  tmpfiles: { lines: 'd {{a}} 0755 root root -↵|d {{a}}↵', pieces: 'd | 0755' },
  sysusers: { lines: 'u {{a}} -↵|g {{a}} -↵|# {{b}}↵|# {{a}} {{b}}↵', pieces: 'u | -' },
  python: {
    lines:
      'a = {{a}}↵|os.environ[{{a}}] = {{b}}↵|os.chmod({{a}}, {{b}})↵|from {{a}} import {{b}} as c↵|a = ({{a}}, {{b}})↵|def f():↵    return 1↵',
    pieces: 'a = |(|)|[|]|, |from |os.chmod(|os.environ[',
  },
  uwsgi: {
    lines: '[uwsgi]↵|chdir = {{a}}↵|env = {{a}}↵|fastcgi-socket = {{a}}↵|; {{b}}↵',
    pieces: '[|]|chdir = | = |processes =|processes = ',
  },
  'php-fpm': {
    lines: '[{{a}}]↵|listen = {{a}}↵|env[A] = {{b}}↵|env[{{a}}] = {{b}}↵',
    pieces: '[|]|listen = | = |pm.max_children = ',
  },
};
const ANYWHERE = [
  ...[
    '{{a}}',
    '{{a}}',
    '{{a}}',
    ' {{b}}',
    '{{#if c}}',
    '{{else}}',
    '{{/if}}',
    '{{#each d}}',
    '{{this}}',
    '{{/each}}',
    '{{/each}}',
  ],
  ...[
    '{{#if c}}\n',
    '{{/if}}\n',
    '# {{b}}\n',
    ' {{this}}{{/each}}',
    '{{#each d}}\n',
    '{{/each}}\n',
  ],
  ...['\n', '\n', ' ', '\t', '"', '"', "'", '\\', '#', ';', '$', '=', 'x', 'x y', '"x"', '# x\n'],
];

const NASTY = [
  ...[
    '',
    ' ',
    'a b',
    '"',
    "'",
    '\\',
    '"\\',
    "'\\",
    '\\"',
    '#',
    ';',
    '{',
    '}',
    '$',
    '$x',
    '%',
    '%h',
    '>',
    '<',
    ',',
    '(',
    ')',
    '=',
  ],
  ...[
    '" x "',
    "' x '",
    '; x y;',
    '"; x y; "',
    ' } x { ',
    '\nx y',
    '\n[x]\ny=z',
    'a # b',
    'a ; b',
    'a=b',
    '\n}\nx {',
    '">\n<X>',
    '/a',
    '/a b',
    '/a"b',
    '/\\',
  ],
];

describe.each(dialects.map((dialect) => ({ dialect, name: dialect.name })))(
  '$name',
  ({ dialect, name }) => {
    let makers: ReadonlyMap<string, Maker>;

    beforeAll(async () => {
      makers = await makersOf(name);
    });

    it('keeps values from becoming syntax in whatever template the guard lets pass', () => {
      let placedValues = 0;
      const template = arbitraryTemplate(name);
      fc.assert(
        fc.property(
          template,
          fc.boolean(),
          fc.array(fc.constantFrom(...NASTY), { minLength: 1, maxLength: 4 }),
          (text, isTrue, values) => {
            const program = compiled(text, dialect);
            if (program === null) return;
            const plain = filled(program, isTrue, () => 'x');
            const nasty = filled(program, isTrue, (index) => values[index % values.length] ?? '');
            const shape = plain === null ? null : read(plain);
            if (shape === null || nasty === null || plain === nasty) return;
            placedValues += 1;
            expect(read(nasty), `${JSON.stringify(text)}\n${nasty}`).toEqual(shape);
          },
        ),
        { numRuns: RUNS },
      );
      expect(placedValues).toBeGreaterThan(RUNS / 100);
    });

    /** The text with those values; null where the language can't hold one. */
    function filled(
      program: Program,
      isTrue: boolean,
      valueAt: (index: number) => string,
    ): string | null {
      let index = 0;
      let isWhole = true;
      const context = { a: isTrue, b: isTrue, c: isTrue, d: [LIST_ITEM, LIST_ITEM] } as never;
      const place = (_: unknown, kinds: readonly string[]): string => {
        const [kind = ''] = kinds;
        if (kind === RAW) return '';
        const maker = makers.get(kind);
        if (maker === undefined) throw new TypeError(`no maker of ${kind}`);
        const value = (/^pa|^pro/.test(kind) ? '/' : '') + valueAt(index);
        index += 1;
        const token = tokenOf(kind, maker, placed(value));
        const written = Token.read(token, name, kinds);
        isWhole &&= typeof written === 'string';
        return typeof written === 'string' ? written : '';
      };
      const text = fillWith(program, context, place);
      return isWhole ? text : null;
    }

    function read(text: string): readonly string[] | null {
      try {
        return readers[name]?.(text) ?? null;
      } catch (error) {
        if (error instanceof SyntaxError) return null;
        throw error;
      }
    }
  },
);

function arbitraryTemplate(dialect: string): fc.Arbitrary<string> {
  const { lines = '', pieces = '' } = MADE_OF[dialect] ?? {};
  const piece = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...split(lines)) },
    { weight: 1, arbitrary: fc.constantFrom(...split(pieces)) },
    { weight: 2, arbitrary: fc.constantFrom(...ANYWHERE) },
  );
  return fc.array(piece, { minLength: 2, maxLength: 10 }).map((found) => found.join(''));
}

function split(text: string): readonly string[] {
  return text.replaceAll('↵', '\n').split('|');
}

function tokenOf(
  kind: string,
  make: Maker,
  value: { readonly value: string; readonly place: Place },
): Token {
  if (kind === 'environment') return make`A=${value}`;
  if (kind === 'integer') return make`1`;
  // Holds nothing that could be syntax.
  if (kind === 'account') return make`x`;
  return make`${value}`;
}

function compiled(text: string, dialect: Dialect): Program | null {
  try {
    return precompile('t/a', dialect, () => text);
  } catch (error) {
    if (error instanceof TemplateError) return null;
    throw error;
  }
}

/** Booleans and a list again, for blocks in a loop. */
const LIST_ITEM = { a: true, b: true, c: true, d: [true, false] };

/** The makers of a dialect by their kinds. */
async function makersOf(dialect: string): Promise<ReadonlyMap<string, Maker>> {
  const exported: object = await import(`../../src/dialects/${dialect}.ts`);
  const found = new Map<string, Maker>();
  for (const make of Object.values(exported)) {
    if (typeof make !== 'function') continue;
    const token: unknown = make(Object.assign(['x'], { raw: ['x'] }));
    if (!(token instanceof Token)) continue;
    const described = Token.describe(token);
    if (described !== null) found.set(described.kind, make as Maker);
  }
  return found;
}
