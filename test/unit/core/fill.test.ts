import { describe, expect, it } from 'vitest';
import type { Context } from '../../../src/core/render.ts';
import { join, mint, Token } from '../../../src/core/token.ts';
import { comment, plain, regex, word } from '../../../src/dialects/nginx.ts';
import { raw } from '../../../src/dialects/nginx-raw.ts';
import { placed } from '../placed.ts';
import { filled } from './filled.ts';

const token = plain`x`;
const foreign = mint('apache', 'plain', {
  escapeValue: (value) => value,
  quoteWhole: (text) => text,
})`x`;
const LACKS = 'which the plan does not have';

/** A context that the types refuse, as a mistake in plan() could make one past them. */
function wrong(context: unknown): Context {
  return context as Context;
}

describe('fill', () => {
  it.each<readonly [string, string]>([
    ['{{a}}\n', 'x;\n\n  y;\n'],
    ['b {\n    {{a}}\n}', 'b {\n    x;\n\n      y;\n}'],
  ])('indents raw text as its place is: %j', (template, text) => {
    const lines = ['x;', '', '  y;'].map((line) => placed(line));

    expect(filled(template, { a: raw`${join('\n', lines)}` })).toBe(text);
  });

  it.each<readonly [string, Context, string]>([
    ['listen {{a}};', { a: token }, 'listen x;'],
    ['{{#if a}}yes;{{else}}no;{{/if}}', { a: true }, 'yes;'],
    ['{{#if a}}yes;{{else}}no;{{/if}}', { a: false }, 'no;'],
    ['{{#unless a}}yes;{{else}}no;{{/unless}}', { a: false }, 'yes;'],
    ['{{#unless a}}yes;{{else}}no;{{/unless}}', { a: true }, 'no;'],
    ['listen{{#each a}} {{this}}{{/each}};', { a: [token, token] }, 'listen x x;'],
    ['{{#each a}}some;{{else}}none;{{/each}}', { a: [] }, 'none;'],
    ['{{#each a}}listen {{b}} {{../c}};{{/each}}', { a: [{ b: token }], c: token }, 'listen x x;'],
    ['{{#with a}}listen {{b}};{{/with}}', { a: { b: token } }, 'listen x;'],
    ['listen {{a.b}};', { a: { b: token } }, 'listen x;'],
    ['# {{a}}', { a: comment`it is "so"` }, '# it is "so"'],
    ['# {{a}}', { a: comment`${placed('é'.repeat(501))}` }, `# ${'é'.repeat(500)}...`],
  ])('places tokens: %s', (template, context, text) => {
    expect(filled(template, context)).toBe(text);
  });

  it.each<readonly [string, Context]>([
    ['listen {{b}};', { a: token }],
    ['{{#if b}}c;{{/if}}', {}],
    ['{{#unless b}}c;{{/unless}}', {}],
    ['{{#each b}}c;{{/each}}', {}],
    ['{{#with b}}c;{{/with}}', {}],
    ['{{#each a}}listen {{b}};{{/each}}', { a: [{ c: token }], b: token }],
    ['{{#each a}}{{#if b}}c;{{/if}}{{/each}}', { a: [{ c: token }], b: true }],
    ['{{#with a}}listen {{b}};{{/with}}', { a: {}, b: token }],
    ['{{#each a}}listen {{../b}};{{/each}}', { a: [{ b: token }] }],
    ['listen {{a.b}};', { a: {} }],
    ['listen {{b.a}};', { a: token }],
    ...['constructor', '__proto__', 'toString', 'hasOwnProperty', 'place', 'log'].flatMap(
      (name): (readonly [string, Context])[] => [
        [`listen {{${name}}};`, { a: token }],
        [`{{#if ${name}}}b;{{/if}}`, { a: token }],
        [`{{#with ${name}}}b;{{/with}}`, { a: token }],
      ],
    ),
  ])('throws on a name that the plan lacks: %s', (template, context) => {
    expect(() => filled(template, context)).toThrow(LACKS);
  });

  it.each([
    ['listen {{a}};', { a: 'x' }, 'not a token: string'],
    ['listen {{a}};', { a: 80 }, 'not a token: number'],
    ['listen {{a}};', { a: true }, 'not a token: boolean'],
    ['listen {{a}};', { a: null }, 'not a token: object'],
    ['listen {{a}};', { a: undefined }, 'not a token: undefined'],
    ['listen {{a}};', { a: () => 'x' }, 'not a token: function'],
    ['listen {{a}};', { a: [token] }, 'not a token: object'],
    ['listen {{a}};', { a: { toString: () => 'x' } }, 'not a token: object'],
    ['listen {{a.length}};', { a: [token] }, 'not a token: number'],
    ['listen {{#each a}}{{this}} {{/each}};', { a: ['x'] }, 'not a token: string'],
    ['{{#if a}}b;{{/if}}', { a: token }, '#if and #unless take a boolean'],
    ['{{#if a}}b;{{/if}}', { a: 'x' }, '#if and #unless take a boolean'],
    ['{{#if a}}b;{{/if}}', { a: 0 }, '#if and #unless take a boolean'],
    ['{{#if a}}b;{{/if}}', { a: null }, '#if and #unless take a boolean'],
    ['{{#if a}}b;{{/if}}', { a: [token] }, '#if and #unless take a boolean'],
    ['{{#unless a}}b;{{/unless}}', { a: undefined }, '#if and #unless take a boolean'],
    ['{{#if a.length}}b;{{/if}}', { a: [] }, '#if and #unless take a boolean'],
    ['{{#each a}}b;{{/each}}', { a: token }, '#each takes a list'],
    ['{{#each a}}b;{{/each}}', { a: { b: token } }, '#each takes a list'],
    ['{{#each a}}b;{{/each}}', { a: 'text' }, '#each takes a list'],
    ['{{#with a}}b;{{/with}}', { a: [token] }, '#with takes a map'],
    ['{{#with a}}b;{{/with}}', { a: null }, '#with takes a map'],
    ['{{#with a}}b;{{/with}}', { a: 'text' }, '#with takes a map'],
  ])('throws on what is no token, or not of the kind: %s with %o', (template, context, why) => {
    expect(() => filled(template, wrong(context))).toThrow(new TypeError(why));
  });

  it.each([
    ['listen {{a}};', comment`x`, 'a comment of nginx where only plain may stand'],
    ['listen {{a}};', word`x`, 'a word of nginx where only plain may stand'],
    ['# {{a}}', plain`x`, 'a plain of nginx where only comment may stand'],
    ['alias {{a}};', plain`x`, 'a plain of nginx where only word may stand'],
    ['alias {{a}};', regex`x`, 'a regex of nginx where only word may stand'],
    ['location {{a}} {}', regex`x`, 'a regex of nginx where only uri may stand'],
    ['location ~ {{a}} {}', plain`x`, 'a plain of nginx where only regex may stand'],
    ['fastcgi_split_path_info {{a}};', word`x`, 'a word of nginx where only regex may stand'],
    ['fastcgi_param X {{a}};', plain`x`, 'a plain of nginx where only word may stand'],
    ['{{a}} x;', plain`x`, 'a plain of nginx where only media-type, entry may stand'],
    ['listen {{a}};', raw`x;`, 'a raw of nginx where only plain may stand'],
    ['{{a}} x;', raw`x;`, 'a raw of nginx where only media-type, entry may stand'],
    ['{{a}}\n', plain`x`, 'a plain of nginx where only raw may stand'],
    ['listen {{a}};', foreign, 'a token of apache in a file of nginx'],
  ])('throws on a token that may not stand there: %s', (template, a, why) => {
    expect(() => filled(template, { a })).toThrow(new TypeError(why));
  });

  it.each([
    ['an object of the same shape', { '#dialect': 'nginx', '#kind': 'plain', '#text': 'x' }],
    ['an object with the prototype', Object.create(Token.prototype)],
    ['an object that inherits from a token', Object.create(token)],
    ['a proxy of a token', new Proxy(token, {})],
    ['a copy of a token', { ...token }],
  ])('throws on a forged token: %s', (_, a) => {
    expect(() => filled('listen {{a}};', wrong({ a }))).toThrow(
      new TypeError('not a token: object'),
    );
  });

  it('throws on a name inside a token', () => {
    expect(() => filled('listen {{a.text}};', { a: token })).toThrow('not a token: undefined');
  });

  it('lets nobody but dialects make tokens', () => {
    for (const secret of [Symbol('mint'), Symbol.for('mint')]) {
      expect(() => new Token(secret, 'nginx', 'plain', { text: 'x; evil', places: [] })).toThrow(
        TypeError,
      );
    }
  });

  it('leaves nothing of a token to be read or changed', () => {
    expect(Object.keys(token)).toEqual([]);
    expect(JSON.stringify(token)).toBe('{}');
    expect(String(token)).not.toContain('x');
  });
});
