import { describe, expect, it } from 'vitest';
import type { Dialect } from '../../../src/core/dialect.ts';
import { precompile } from '../../../src/core/precompile.ts';
import { apache } from '../../../src/dialects/apache.ts';
import { lighttpd } from '../../../src/dialects/lighttpd.ts';
import { nginx } from '../../../src/dialects/nginx.ts';
import { supervisor } from '../../../src/dialects/supervisor.ts';
import { systemd } from '../../../src/dialects/systemd.ts';
import { lastKinds } from '../last-kinds.ts';

const GLUED = 'two interpolations stand together: make one token of them';
const LENGTHENED = 'a backslash at the end of a line may take the next one into it';
const BRANCH = 'one branch ends in a comment or string, another does not';
const PLACES = 'the branches before it leave different places here';
const PARTIAL = 'a partial stands alone on its line, without arguments';
const INLINE = 'inline partials and decorators are not used here';
const PILES = 'its rounds pile up text in one statement: end the statement in the loop';
const whole = (character: string, where: string) =>
  `an interpolation must be a whole token, but ${JSON.stringify(character)} ${where} it`;

/** What keeps a template from being compiled; null for nothing. */
function refusal(template: string): string | null {
  try {
    precompile('t/a.nginx', nginx, (name) => (name === 't/a.nginx' ? template : undefined));
    return null;
  } catch (error) {
    expect(error).toBeInstanceOf(SyntaxError);
    return (error as SyntaxError).message;
  }
}

const refused: readonly (readonly [template: string, why: string])[] = [
  ['listen {{{a}}};', '1:8: "{{{" and "{{&" would skip the check for tokens'],
  ['listen {{&a}};', '1:8: "{{{" and "{{&" would skip the check for tokens'],
  ['listen {{~a}};', '1:8: "~" would glue tokens together'],
  ['listen {{a~}};', '1:8: "~" would glue tokens together'],
  ['listen {{a}} {{~#if b}}c{{/if}};', '1:14: "~" would glue tokens together'],
  ['listen {{#if b~}} c{{/if}};', '1:8: "~" would glue tokens together'],
  ['listen {{#if b}}c {{~else}}d{{/if}};', '1:8: "~" would glue tokens together'],
  ['listen {{#if b}}c{{else~}} d{{/if}};', '1:8: "~" would glue tokens together'],
  ['listen {{#if b}}c {{~/if}};', '1:8: "~" would glue tokens together'],
  ['listen {{#if b}}c{{/if~}} d;', '1:8: "~" would glue tokens together'],
  ['listen {{a}} {{~! c }}b;', '1:14: "~" would glue tokens together'],
  ['listen a{{a}};', `1:9: ${whole('a', 'stands before')}`],
  ['listen {{a}}b;', `1:13: ${whole('b', 'follows')}`],
  ['listen {{a}}:80;', `1:13: ${whole(':', 'follows')}`],
  ['listen {{a}}#b', `1:13: ${whole('#', 'follows')}`],
  ['listen {{a}}"b";', `1:13: ${whole('"', 'follows')}`],
  ['listen {{a}}\\;;', `1:13: ${whole('\\', 'follows')}`],
  ['return $scheme{{a}};', `1:15: ${whole('e', 'stands before')}`],
  ['return ${{a}};', `1:9: ${whole('$', 'stands before')}`],
  ['listen "b"{{a}};', `1:11: ${whole('"', 'stands before')}`],
  ['listen x#{{a}};', `1:10: ${whole('#', 'stands before')}`],
  ['listen {{a}}{{b}};', `1:13: ${GLUED}`],
  ['listen {{a}}{{! gone }}{{b}};', `1:24: ${GLUED}`],
  ['listen {{#if a}}{{b}}{{/if}}{{c}};', `1:29: ${GLUED}`],
  ['listen {{#if a}}{{b}}{{/if}}c;', `1:29: ${whole('c', 'follows')}`],
  ['listen {{#if a}}b{{/if}}{{c}};', `1:25: ${whole('b', 'stands before')}`],
  ['listen {{#each a}}{{this}}{{/each}};', `1:19: ${GLUED}`],
  ['listen {{#each a}}x {{this}}{{/each}};', `1:19: ${whole('x', 'follows')}`],
  ['{{#each a}}alias {{/each}}{{b}};', `1:1: ${PILES}`],
  ['{{#each a}}\nalias\n{{/each}}', `1:1: ${PILES}`],
  ['listen "{{a}}";', '1:9: an interpolation may not stand in a quoted string'],
  ["listen '{{a}}';", '1:9: an interpolation may not stand in a quoted string'],
  ['listen "b\n{{a}}";', '2:1: an interpolation may not stand in a quoted string'],
  ['listen "\\"{{a}}";', '1:11: an interpolation may not stand in a quoted string'],
  ["a 'b; listen {{a}};", '1:14: an interpolation may not stand in a quoted string'],
  ["a'b; listen {{a}};", "1:2: ' stands in the middle of a word: quote the whole word"],
  ['listen x" " {{a}};', '1:9: " stands in the middle of a word: quote the whole word'],
  ['x}#alias {{a}};', '1:2: } stands in the middle of a word: quote the whole word'],
  ['return ${x};', '1:11: } stands in the middle of a word: quote the whole word'],
  ['b;\nlisten\u00a0{{a}};', '2:7: "\u00a0" is a blank to some programs, to others a letter'],
  ['listen a\x85{{a}};', '1:9: "\x85" is a blank to some programs, to others a letter'],
  ['listen {{a}}\u2028b;', `1:13: ${whole('\u2028', 'follows')}`],
  ['rewrite {{a}} b;', '1:9: no value may stand after "rewrite"'],
  [
    'content_by_lua_block {\n  os.execute( {{a}} )\n}',
    '2:15: no value may stand after "os.execute("',
  ],
  [`listen ${'a'.repeat(9000)};`, '1:8194: this statement does not end'],
  [
    `listen ${'{{#if a}}b{{else}}c{{/if}}d'.repeat(30)};`,
    '1:196: too many branches lead here: end the statement in them',
  ],
  [`${'{{#if a}}'.repeat(101)}${'{{/if}}'.repeat(101)}`, '1:901: its blocks are too deep'],
  ['listen "b', '1:8: the string does not end'],
  ['listen {{#if a}}"{{/if}}b";', `1:8: ${BRANCH}`],
  [`listen {{#if a}}"b{{else}}'b{{/if}}";`, `1:8: ${BRANCH}`],
  ['listen a\\\n{{a}};', `1:10: ${LENGTHENED}`],
  ['listen a\\\\\n{{a}};', `1:11: ${LENGTHENED}`],
  ['listen "a\\\nb" {{a}};', `1:11: ${LENGTHENED}`],
  ['listen a\\ {{a}};', '1:10: a backslash before a blank may make it part of the word'],
  ['listen a\\\t{{a}};', '1:10: a backslash before a blank may make it part of the word'],
  ['listen \\\\{{a}};', '1:10: an interpolation may not stand after a backslash'],
  ['# a {{#if b}}\nc;{{/if}}', `1:5: ${BRANCH}`],
  ['# a {{#if b}}c\n{{/if}}d;', `1:5: ${BRANCH}`],
  ['{{#if a}}# {{/if}}b;\n', `1:1: ${BRANCH}`],
  ['{{#if a}}b;{{else}}# {{/if}}c;\n', `1:1: ${BRANCH}`],
  ['{{#each a}}# {{/each}}b;\n', `1:1: ${BRANCH}`],
  ['# {{#each a}}{{this}}\n{{/each}}', '1:14: it stands in different places as its loop goes on'],
  ['{{#if a}}alias{{else}}listen{{/if}} {{b}};', `1:37: ${PLACES}`],
  ['location {{#if a}}~ {{/if}}{{b}} {}', `1:28: ${PLACES}`],
  ['# {{#if a}}b\n{{else}}c\n{{/if}}{{d}} {{#if a}}\n# {{/if}}', `3:14: ${BRANCH}`],
  ['listen {{a b}};', '1:8: an interpolation is a name; make its token in plan()'],
  ['listen {{if a}};', '1:8: an interpolation is a name; make its token in plan()'],
  ['listen {{a b=1}};', '1:8: an interpolation is a name; make its token in plan()'],
  ['listen {{if}};', '1:10: "if" is a block'],
  ['listen {{"a"}};', '1:10: make it a token in plan()'],
  ['listen {{80}};', '1:10: make it a token in plan()'],
  ['listen {{true}};', '1:10: make it a token in plan()'],
  ['listen {{@index}};', '1:10: "@index" is not part of the plan'],
  ['listen {{@root.a}};', '1:10: "@root.a" is not part of the plan'],
  ['{{#if @first}}a;{{/if}}', '1:7: "@first" is not part of the plan'],
  ['{{#if (a)}}b;{{/if}}', '1:7: make it a token in plan()'],
  ['{{#if true}}b;{{/if}}', '1:7: make it a token in plan()'],
  ['{{#if a b}}c;{{/if}}', '1:1: "#if" takes one name'],
  ['{{#if}}c;{{/if}}', '1:1: "#if" takes one name'],
  ['{{#if a includeZero=true}}c;{{/if}}', '1:1: "#if" takes one name'],
  ['{{#each a as |b|}}c;{{/each}}', '1:1: no "as |name|" here'],
  ['{{#a}}c;{{/a}}', '1:1: "#a" is not one of if, unless, each, with'],
  ['{{#lookup a}}c;{{/lookup}}', '1:1: "#lookup" is not one of if, unless, each, with'],
  ['{{^if a}}c;{{/if}}', '1:1: "{{^" is not used here'],
  ['{{^a}}c;{{/a}}', '1:1: "#a" is not one of if, unless, each, with'],
  ['{{{{raw}}}} {{a}} {{{{/raw}}}}', '1:1: "#raw" is not one of if, unless, each, with'],
  ['{{* a}}', `1:1: ${INLINE}`],
  ['{{#*inline "a"}}b{{/inline}}', `1:1: ${INLINE}`],
  ['{{#> a}}b{{/a}}', `1:1: ${INLINE}`],
  ['{{> (a)}}', `1:1: ${PARTIAL}`],
  ['listen {{> a}}', `1:8: ${PARTIAL}`],
  ['{{> a}};', `1:1: ${PARTIAL}`],
  ['{{> a b}}', `1:1: ${PARTIAL}`],
  ['{{> a b=1}}', `1:1: ${PARTIAL}`],
  ['{{~> a}}', `1:1: ${PARTIAL}`],
  ['a;\r\n{{> a}}\r\n', `2:1: ${PARTIAL}`],
  ['a;\n  {{> a}}\n', '2:3: no template "a"'],
  ['a;\n  {{> t/a.nginx}}\n', '2:3: "t/a.nginx" would include itself'],
  ['a;\nlisten {{(a)}};', '2:1: unexpected OPEN_SEXPR'],
  ['a;\n{{#if a}}\nb;', '3:1: unexpected EOF'],
  ['a;\n{{#if a}}\n{{/each}}', "2:4: if doesn't match each"],
];

/** Where raw text may stand: alone on its line, at the start of a statement. */
const rawKinds: readonly (readonly [dialect: Dialect, template: string, isRaw: boolean])[] = [
  [nginx, '{{a}}\n', true],
  [nginx, 'b;\n    {{a}}\n# c', true],
  [nginx, 'b {\n{{a}}\n}', true],
  [nginx, '{{#each b}}\n    {{this}}\n{{/each}}\n', true],
  [nginx, '{{#if b}}\nc;\n{{/if}}\n{{a}}\n', true],
  [nginx, '{{a}} b;\n', false],
  [nginx, '{{a}}', false],
  [nginx, '{{a}};\n', false],
  [nginx, 'b; {{a}}\n', false],
  [nginx, 'b\n{{a}}\n;', false],
  [nginx, 'b # c\n{{a}}\n;', false],
  [nginx, '{{a}}{{#if b}}\n{{/if}}\n', false],
  [nginx, '# {{a}}\n', false],
  [apache, 'B c\n    {{a}}\n', true],
  [apache, '<Location "/">\n    {{a}}\n</Location>\n', true],
  [lighttpd, 'b = ("c")\n    {{a}}\n', true],
  [lighttpd, 'b = (\n    {{a}}\n)', false],
  [lighttpd, 'b = (\n    # )\n    "c)" => {{a}},\n    {{a}}\n)', false],
  [supervisor, 'b=c\n{{a}}\n', true],
  [supervisor, 'b=\n    {{a}}\n', false],
  [systemd, 'B=c\n{{a}}\n', true],
];

const accepted: readonly string[] = [
  'listen {{a}};',
  'listen {{a}} {{b}};',
  'listen\t{{a}}\n;',
  'listen {{a}}{{#if b}} x{{/if}};',
  'listen{{#each a}} {{this}}{{/each}};',
  'listen {{#each a}}{{this}} {{/each}};',
  'listen {{#if a}}{{b}}{{else}}{{c}}{{/if}};',
  'listen {{#if a}}{{b}}{{else if c}}{{d}}{{/if}};',
  '{{#each a}}\nlisten {{../b}};\n{{/each}}',
  '{{#with a}}\nlisten {{b.c}};\n{{/with}}',
  "# it's no string\nlisten {{a}};",
  '# {{a}}, {{b}}"{{c}}"',
  'listen x; # {{a}}',
  '# a {{#if b}}c{{else}}{{d}}{{/if}}\n',
  '# a\n{{#if b}}\n# c\n{{/if}}\nlisten {{d}};',
  'listen "a;{#" {{b}};',
  "listen 'a\"' {{b}};",
  'listen "\\"" {{b}};',
  '{{! a "comment" of {{ Handlebars }}\nlisten {{a}};',
];

describe('the guard', () => {
  it.each(rawKinds)('of $name knows raw text in %j: %s', (dialect, template, isRaw) => {
    expect(lastKinds(dialect, template)?.includes('raw') ?? false).toBe(isRaw);
  });

  it.each(refused)('refuses %j', (template, why) => {
    expect(refusal(template)).toBe(`templates/t/a.nginx.hbs:${why}`);
  });

  it.each(accepted)('accepts %j', (template) => {
    expect(refusal(template)).toBeNull();
  });
});
