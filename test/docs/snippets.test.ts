import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import manifest from '../../package.json' with { type: 'json' };
import { openConsole } from '../../scripts/docs/console.ts';
import { type Block, blocksOf } from '../../scripts/docs/page.ts';
import { currentPages } from '../../scripts/docs/pages.ts';
import type { TemplateFile } from '../../src/core/check-template-files.ts';
import { compileTemplates } from '../../src/custom-templates.ts';
import { load, render } from '../../src/deploygen.ts';
import { targets } from '../../src/targets/index.ts';

const snippets = [...(await currentPages()).keys()].flatMap((path) =>
  blocksOf(readFileSync(path, 'utf8')).map((block) => ({ ...block, path })),
);

describe('descriptors in the documentation', () => {
  it.each(those(/^yaml( \S+\.yaml)?$/))('%s can be written', (_, { text }) => {
    expect(problemsOf(text)).toEqual([]);
  });

  it.each(those(/^yaml part$/))('%s can be written, beside what is needed', (_, { text }) => {
    const part: object = parse(text);
    const started = NEED_APP.some((field) => field in part) ? { app: APP } : { command: COMMAND };
    const spoken = 'websocket' in part ? { protocol: 'http' } : {};
    const whole = 'apps' in part ? part : { ...NEEDED, ...spoken, ...started, ...part };

    expect(problemsOf(JSON.stringify(whole))).toEqual([]);
  });

  it.each(those(/^yaml wrong/))('%s is wrong', (_, { text }) => {
    expect(problemsOf(text)).not.toEqual([]);
  });
});

describe('templates in the documentation', () => {
  it.each(those(/^handlebars \S+$/))('%s can be compiled', (_, snippet) => {
    expect(compileTemplates([toTemplate(snippet)], 'own')).toMatchObject({ ok: true });
  });

  it.each(those(/^handlebars wrong \S+$/))('%s is wrong', (_, snippet) => {
    expect(compileTemplates([toTemplate(snippet)], 'own')).toMatchObject({ ok: false });
  });
});

/** A template that is shown as FOLDER/TARGET/FILE.DIALECT.hbs. */
function toTemplate({ info, text }: Block): TemplateFile {
  const path = info.split(' ').at(-1) ?? '';
  return { name: path.split('/').slice(1).join('/'), path, text };
}

const NEEDED = {
  name: 'shop',
  socket: 'unix:/run/shop/app.sock',
  user: 'shop',
  hosts: ['shop.example.org'],
};
const COMMAND = ['/srv/shop/app.fcgi'];
const APP = { kind: 'wsgi', module: 'shop:app' };
/** Fields that say something of an `app`. */
const NEED_APP = ['app', 'threads', 'max_requests'];

describe('excerpts in the documentation', () => {
  it.each(those(/ of deploygen /))('%s is what it is of', async (_, { path, info, text }) => {
    await using console = await openConsole();
    for (const [, file] of those(/^yaml( wrong)? \S+\.yaml$/).filter(
      ([, block]) => block.path === path,
    )) {
      await console.write(file.info.split(' ').at(-1) ?? '', file.text);
    }
    const whole = await console.run(info.replace(/^\w+ of /, ''));

    let rest = whole;
    for (const piece of text.split(/^ *# \.\.\.\n/m)) {
      expect(rest).toContain(piece);
      rest = rest.slice(rest.indexOf(piece) + piece.length);
    }
  });
});

describe('shell lines in the documentation', () => {
  it.each(those(/^sh$/))('%s are sound', (_, { text }) => {
    expect(spawnSync('bash', ['-n'], { input: text, encoding: 'utf8' }).stderr).toBe('');
    const scripts = [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, name = '']) => name);
    expect(Object.keys(manifest.scripts)).toEqual(expect.arrayContaining(scripts));
  });

  // npx takes seconds on a busy machine.
  it('the first command of README.md prints the example', () => {
    const first = those(/^sh$/).find(([, { path }]) => path === 'README.md');
    const [line = ''] = first?.[1].text.split('\n') ?? [];
    const [setUp, command = ''] = line.split(' && ');
    // npx links this folder in its cache; one of its own cannot be another run's half-made one.
    const cache = mkdtempSync(join(tmpdir(), 'dg-npm-'));
    const env = { ...process.env, npm_config_cache: cache };
    const { status, stdout } = spawnSync('bash', ['-c', command], { encoding: 'utf8', env });
    rmSync(cache, { recursive: true });

    expect(setUp).toBe('npm ci');
    expect(status).toBe(0);
    expect(stdout).toContain('fastcgi_pass unix:/run/shop/app.sock;');
  });
});

interface Snippet extends Block {
  readonly path: string;
}

/** The blocks with such an info string, each after its place. */
function those(info: RegExp): readonly (readonly [place: string, snippet: Snippet])[] {
  return snippets
    .filter((snippet) => info.test(snippet.info))
    .map((snippet) => [`${snippet.path}:${snippet.line}`, snippet]);
}

/** What is wrong with a descriptor for every target; one that only some can't honour is none. */
function problemsOf(source: string): readonly string[] {
  const loaded = load(source, 'deploy.yaml');
  if (!loaded.ok) return loaded.diagnostics.map(({ message }) => message);
  const renderings = targets.map(({ name }) => render(loaded.deployment, name));
  if (!renderings.some(({ ok }) => ok)) return ['no target can render it'];
  return renderings
    .flatMap((rendering) => (rendering.ok ? [] : rendering.diagnostics))
    .filter(({ code }) => !code.startsWith('target-'))
    .map(({ message }) => message);
}
