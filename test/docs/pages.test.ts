import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { anchorsOf, blocksOf, linksOf } from '../../scripts/docs/page.ts';
import { currentPages } from '../../scripts/docs/pages.ts';
import { verifiers } from '../../src/live/verify/verifiers.ts';
import { targets } from '../../src/targets/index.ts';

const current = await currentPages();

describe('the documentation', () => {
  // Its tables, its outputs, the pages that are made: `npm run docs` writes them.
  it.each([...current.keys()])('%s is as npm run docs writes it', (path) => {
    expect(readFileSync(path, 'utf8')).toBe(current.get(path));
  });

  it.each(markdownFiles())('%s leads somewhere with every link', (path) => {
    const lost = linksOf(readFileSync(path, 'utf8')).filter((link) => !resolves(path, link));

    expect(lost).toEqual([]);
  });

  it('shows nothing that no test looks at', () => {
    const unknown = [...current].flatMap(([path, page]) =>
      blocksOf(page)
        .filter(({ info }) => !KNOWN.test(info) && !path.startsWith('docs/targets/'))
        .map(({ info, line }) => `${path}:${line}: ${info}`),
    );

    expect(unknown).toEqual([]);
  });

  it('has each program that verify asks in one row', () => {
    const rows = readFileSync('docs/verify.md', 'utf8').match(/^\| [a-z].*$/gm) ?? [];
    const named = rows.flatMap((row) => row.split('|')[1]?.trim().split(', ') ?? []);

    expect(named.filter((name) => name !== 'target').sort()).toEqual(
      verifiers.map(({ target }) => target).sort(),
    );
  });

  it.each(targets)('names every limit of $name on its page', ({ name, limits }) => {
    const page = readFileSync(`docs/targets/${name}.md`, 'utf8');

    expect(limits.map(({ id }) => id).filter((id) => !page.includes(`\`${id}\``))).toEqual([]);
  });
});

const KNOWN =
  /^(yaml( part| wrong)?( \S+\.yaml)?|handlebars( wrong)? \S+\.hbs|text \S+\.log|yml|console|sh|text|ts|\w+ of deploygen .+)$/;

function markdownFiles(): readonly string[] {
  const docs = readdirSync('docs', { recursive: true, encoding: 'utf8' });
  const examples = readdirSync('examples')
    .map((name) => join('examples', name, 'README.md'))
    .filter((name) => existsSync(name));
  const pages = docs.map((name) => join('docs', name)).filter((name) => name.endsWith('.md'));
  return ['README.md', 'CHANGELOG.md', ...examples, ...pages];
}

function resolves(from: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? from : join(dirname(from), path);
  if (relative('.', target).startsWith('..') || !existsSync(target)) return false;
  if (anchor === undefined) return true;
  return statSync(target).isFile() && anchorsOf(readFileSync(target, 'utf8')).includes(anchor);
}
