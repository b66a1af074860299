import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findCollisions, planBuild } from '../../src/build/plan-build.ts';
import { codes } from '../../src/core/codes.ts';
import type { Diagnostic } from '../../src/core/diagnostic.ts';
import { compileTemplates } from '../../src/custom-templates.ts';
import { load, render } from '../../src/deploygen.ts';
import { lint } from '../../src/lint.ts';
import { pretty } from '../../src/report/pretty.ts';
import { rules } from '../../src/rules/index.ts';
import { type Example, readPage, withOutput } from './rule-page.ts';

const PAGES = 'docs/rules';

// What a page cannot show; test/cli and test/unit/lint have examples.
const UNSHOWABLE = new Set([
  'input-unreadable',
  'output-unwritable',
  'verify-lacks',
  'verify-refused',
  'valid-setting',
  'drift-blocked',
  'drift-hand-edited',
  'drift-manifest',
  'drift-missing',
  'drift-orphaned',
  'drift-stale',
  'target-covered-host',
  'target-entangled',
  'target-repeated-host',
  'target-two-defaults',
  'template-encoding',
  'template-too-large',
  'yaml-byte-order-mark',
  'yaml-encoding',
  'yaml-mixed-newlines',
  'yaml-too-large',
]);

/** One line that begins in lower case or with a value, and does not end in a full stop. */
const SENTENCE = /^(?![A-Z][a-z ])[^\n]+[^.\n]$/;

const known = [...rules, ...codes].map(({ code }) => code);

it('every code has a page, and every page a code', () => {
  const pages = readdirSync(PAGES).map((file) => file.replace(/\.md$/, ''));

  expect(pages.sort()).toEqual([...known].sort());
});

it('every code that occurs in the source is known, and every known one occurs', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.ts$/.test(file) && !/^generated|^core\/codes\.ts$/.test(file),
  );
  const occurring = files.flatMap((file) => {
    const text = readFileSync(`src/${file}`, 'utf8');
    return [
      ...text.matchAll(
        /'((?:yaml|schema|valid|unique|target|template|drift|verify|input|output)-[a-z-]+|(?!deploygen)[a-z]+-ignore)'/g,
      ),
    ];
  });

  expect(new Set(occurring.map(([, code]) => code))).toEqual(
    new Set(codes.map(({ code }) => code)),
  );
});

it('codes are kebab-case and stand once', () => {
  for (const code of known) expect(code).toMatch(/^[a-z]+(-[a-z0-9]+)+$/);
  expect(new Set(known).size).toBe(known.length);
});

it('every rule has a file of its name, every file a rule, and the registry their order', () => {
  // Rules name a mistake; what several of them know stands beside them.
  const files = readdirSync('src/rules').filter((file) => file.startsWith('no-'));

  expect(rules.map(({ code }) => `${code}.ts`)).toEqual(files.sort());
});

it('summaries are one line, lower case, without a full stop', () => {
  for (const { summary } of [...rules, ...codes]) expect(summary).toMatch(SENTENCE);
});

describe.each(known)('%s', (code) => {
  const path = `${PAGES}/${code}.md`;
  const text = readFileSync(path, 'utf8');
  const page = readPage(text);

  it('is explained under What, Flagged, Fine and Why', () => {
    expect(page.title).toBe(code);
    expect(page.sections).toEqual(['What', 'Flagged', 'Fine', 'Why']);
    if (UNSHOWABLE.has(code)) return;
    expect(page.flagged).not.toEqual([]);
    expect(page.fine).not.toEqual([]);
  });

  // `vitest -u` writes the real output into the page; read the difference.
  it('is shown as it is reported', async () => {
    const shown = withOutput(text, (example) =>
      pretty(problemsOf(example), new Map([[example.template ?? 'deploy.yaml', example.source]])),
    );

    await expect(shown).toMatchFileSnapshot(`../../${path}`);
    expect(text.split('```text\n').length - 1).toBe(page.flagged.length);
  });

  it('is all that is found in what is flagged', () => {
    for (const example of page.flagged) {
      const found = problemsOf(example);
      expect(new Set(found.map((problem) => problem.code)), example.source).toEqual(
        new Set([code]),
      );
      for (const { message, help } of found) {
        expect(message).toMatch(SENTENCE);
        expect(help).toMatch(SENTENCE);
      }
    }
  });

  it('is not found, nor anything else, in what is fine', () => {
    for (const example of page.fine) expect(problemsOf(example), example.source).toEqual([]);
  });
});

function problemsOf({ source, target, template }: Example): readonly Diagnostic[] {
  if (template !== null) {
    const file = { name: template, path: template, text: source };
    const compiled = compileTemplates([file], 'templates');
    return compiled.ok ? [] : compiled.diagnostics;
  }
  if (target === null) return lint(source, 'deploy.yaml');
  const loaded = load(source, 'deploy.yaml');
  if (target === 'build') {
    const plan = loaded.ok ? planBuild(loaded.deployment, 'deploy.yaml') : loaded;
    return plan.ok ? findCollisions(plan.files) : plan.diagnostics;
  }
  const rendering = loaded.ok ? render(loaded.deployment, target) : loaded;
  return rendering.ok ? [] : rendering.diagnostics;
}
