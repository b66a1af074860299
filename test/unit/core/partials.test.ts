import { describe, expect, it } from 'vitest';
import { precompile } from '../../../src/core/precompile.ts';
import { comment, nginx, plain } from '../../../src/dialects/nginx.ts';
import { filled } from './filled.ts';

function refusal(parts: Readonly<Record<string, string>>): string {
  try {
    precompile('t/main.nginx', nginx, (name) => parts[name]);
  } catch (error) {
    if (error instanceof SyntaxError) return error.message;
    throw error;
  }
  throw new Error('the guard let it pass');
}

const token = plain`80`;

describe('partials', () => {
  it('are indented as they stand, and blank lines stay blank', () => {
    const text = filled(
      'http {\n    {{> t/a.nginx}}\n}\n',
      { port: token },
      { 't/a.nginx': 'server {\n    {{> t/b.nginx}}\n}\n', 't/b.nginx': 'listen\n\n  {{port}};\n' },
    );
    expect(text).toBe('http {\n    server {\n        listen\n\n          80;\n    }\n}\n');
  });

  it('may stand in a block and in a comment', () => {
    const parts = { 't/a.nginx': 'listen {{this}};\n', 't/b.nginx': '# {{text}}\n' };
    const template = '{{#each ports}}\n{{> t/a.nginx}}\n{{/each}}\n{{> t/b.nginx}}\n';
    const text = filled(template, { ports: [token, token], text: comment`x` }, parts);
    expect(text).toBe('listen 80;\nlisten 80;\n# x\n');
  });

  it.each([
    [
      't/a.nginx',
      'x;\nlisten "{{a}}";\n',
      '2:9: an interpolation may not stand in a quoted string',
    ],
    ['t/a.nginx', '{{{a}}}\n', '1:1: "{{{" and "{{&" would skip the check for tokens'],
    [
      't/a.nginx',
      '\n\n  listen a{{a}};\n',
      '3:11: an interpolation must be a whole token, but "a" stands before it',
    ],
    ['t/a.nginx', '  {{> t/x.nginx}}', '1:3: no template "t/x.nginx"'],
    ['t/a.nginx', '{{> t/main.nginx}}', '1:1: "t/main.nginx" would include itself'],
    ['t/a.nginx', '{{> t/a.nginx}}', '1:1: "t/a.nginx" would include itself'],
    ['t/a.nginx', 'x;\n{{/if}}', '2:1: unexpected OPEN_ENDBLOCK'],
  ])('are refused at their own place: %s with %j', (name, part, why) => {
    const main = `main;\n        {{> ${name}}}\n`;
    expect(refusal({ 't/main.nginx': main, [name]: part })).toBe(`templates/${name}.hbs:${why}`);
  });

  it('are guarded where they stand, not by themselves', () => {
    const part = { 't/a.nginx': 'listen {{a}};\n' };
    expect(refusal({ ...part, 't/main.nginx': 'x "\n{{> t/a.nginx}}\n";' })).toBe(
      'templates/t/a.nginx.hbs:1:8: an interpolation may not stand in a quoted string',
    );
  });

  it('are refused around a circle', () => {
    const parts = { 't/main.nginx': '{{> t/a.nginx}}', 't/a.nginx': '{{> t/b.nginx}}' };
    expect(refusal({ ...parts, 't/b.nginx': 'x;\n{{> t/a.nginx}}' })).toBe(
      'templates/t/b.nginx.hbs:2:1: "t/a.nginx" would include itself',
    );
  });
});
