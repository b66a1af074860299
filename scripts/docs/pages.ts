import { readdir, readFile } from 'node:fs/promises';
import { findTarget } from '../../src/targets/index.ts';
import { openConsole } from './console.ts';
import { descriptorPage } from './descriptor-page.ts';
import { causesTable, symptomsTable } from './doctor-tables.ts';
import { limitsPage } from './limits-page.ts';
import { replaceBlocks, replaceRegion } from './page.ts';
import { targetsTable } from './targets-table.ts';
import { verdictTable } from './verdict-table.ts';

/** Every page as it should read, by its path; those that nobody writes by hand, and the others with their outputs renewed. */
export async function currentPages(): Promise<ReadonlyMap<string, string>> {
  const pages = new Map([
    ['docs/descriptor.md', descriptorPage(JSON.parse(await readFile(SCHEMA, 'utf8')))],
    ['docs/limits.md', limitsPage()],
  ]);
  for (const path of await writtenPages()) {
    const text = await readFile(path, 'utf8');
    pages.set(path, await withOutputs(withTables(path, text)));
  }
  return pages;
}

function withTables(path: string, text: string): string {
  if (path === 'README.md') return replaceRegion(text, 'targets', targetsTable());
  if (path === 'docs/processes.md') return replaceRegion(text, 'verdicts', verdictTable());
  if (path !== 'docs/doctor.md') return text;
  return replaceRegion(replaceRegion(text, 'causes', causesTable()), 'lines', symptomsTable());
}

const SCHEMA = 'schemas/deploy.schema.json';
const GENERATED = ['descriptor.md', 'limits.md'];

/** The pages that people write; those of rules have a form, and a test, of their own. */
async function writtenPages(): Promise<readonly string[]> {
  const pages = (await readdir('docs')).filter((name) => name.endsWith('.md'));
  const targets = (await readdir('docs/targets')).filter(
    (name) => findTarget(name.replace(/\.md$/, '')) !== undefined,
  );
  return [
    'README.md',
    ...pages.filter((name) => !GENERATED.includes(name)).map((name) => `docs/${name}`),
    ...targets.map((name) => `docs/targets/${name}`),
  ].sort();
}

/** Runs a page's console blocks, each after the named files (```yaml deploy.yaml) above it are written. */
async function withOutputs(page: string): Promise<string> {
  await using console = await openConsole();
  return await replaceBlocks(page, async ({ info, text }) => {
    const [, file] = / (\S+\.(?:yaml|hbs|log))$/.exec(info) ?? [];
    if (file !== undefined) await console.write(file, text);
    // Other commands, such as a test's, are not run here.
    return info === 'console' && text.startsWith('$ deploygen ') ? console.transcribe(text) : null;
  });
}
