import { chmodSync, cpSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CLI, type CliResult, runCli, runShell } from './run-cli.ts';
import { scratch } from './scratch.ts';

const MB = 1024 * 1024;
const SHOP = 'name: shop\nsocket: unix:/run/shop/app.sock\n';

describe.each([['lint'], ['nginx']])('%s', (command) => {
  it.each<[string, string | Buffer, string]>([
    ['binary', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0xff]), 'yaml-encoding'],
    ['Latin-1', Buffer.from(`${SHOP}# caf\xe9\n`, 'latin1'), 'yaml-encoding'],
    ['UTF-16', Buffer.from(`\uFEFF${SHOP}`, 'utf16le'), 'yaml-encoding'],
    ['a NUL', `${SHOP}# \0\n`, 'yaml-encoding'],
    ['empty', '', 'schema-type'],
    ['only a comment', '# nothing\n', 'schema-type'],
    ['null', '~\n', 'schema-type'],
    ['50 MB', Buffer.alloc(50 * MB, 'a: b\n'), 'yaml-too-large'],
    ['one byte too much', Buffer.alloc(MB + 1, '#'), 'yaml-too-large'],
    ['10,000 lists deep', '['.repeat(10_000), 'yaml-syntax'],
    ['10,000 closed lists deep', '['.repeat(10_000) + ']'.repeat(10_000), 'yaml-syntax'],
    ['10,000 maps deep', '{a: '.repeat(10_000) + '}'.repeat(10_000), 'yaml-syntax'],
    ['10,000 dashes deep', `${'- '.repeat(10_000)}x\n`, 'yaml-syntax'],
    ['1,000 indentations deep', deepMap(1000), 'yaml-syntax'],
    ['a __proto__ key', `__proto__: { polluted: yes }\n${SHOP}`, 'schema-unknown-key'],
    ['a __proto__ URL', `${SHOP}static:\n  __proto__: { path: /srv/ }\n`, 'schema-name'],
    ['a constructor key', `constructor: { prototype: x }\n${SHOP}`, 'schema-unknown-key'],
    ['a cyclic alias', 'name: &a [*a]\nsocket: *a\n', 'yaml-alias'],
    ['a cyclic merge', 'a: &a\n  <<: *a\n', 'yaml-alias'],
    ['a billion laughs', laughs(), 'yaml-alias'],
    ['an unresolved alias', 'name: *a\n', 'yaml-alias'],
    ['10,000 duplicate keys', 'a: b\n'.repeat(10_000), 'yaml-duplicate-key'],
    ['several documents', `${SHOP}---\n${SHOP}`, 'yaml-several-documents'],
    ['no map', '- a\n', 'schema-type'],
  ])('%s: a clear error', async (_, content, code) => {
    const { path: cwd } = scratch({ 'deploy.yaml': content });

    const run = await brief(`$CLI ${command}`, cwd);

    expect(run.status).toBe(1);
    expect(`${run.stdout}${run.stderr}`).toContain(`[${code}]`);
  });

  it.runIf(process.getuid?.() === 0)('unreadable: could not run', async () => {
    const { path: cwd, write } = scratch();
    chmodSync(cwd, 0o755);
    chmodSync(write('deploy.yaml', SHOP), 0o600);
    // Nobody may not enter every folder that a checkout can be in.
    cpSync(dirname(CLI), `${cwd}/dist`, { recursive: true });
    const nobody = 'setpriv --reuid=65534 --regid=65534 --clear-groups';
    const line = `${nobody} ${process.execPath} dist/cli.js ${command}`;
    const { status, stdout, stderr } = await brief(line, cwd);

    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('cannot read deploy.yaml: permission denied [input-unreadable]\n');
  });

  it.each([
    ['an endless file', '/dev/zero', ''],
    ['endless standard input', '-', 'yes "a: b" |'],
  ])('%s: read no further than needed', async (_, path, before) => {
    const run = await brief(`$CLI ${command} ${path}`, '.', before);

    expect(run.status).toBe(1);
    expect(`${run.stdout}${run.stderr}`).toContain('[yaml-too-large]');
  });
});

it.runIf(process.getuid?.() === 0)('a closed folder keeps nobody from the others', async () => {
  const { path: cwd } = scratch({ 'closed/deploy.yaml': SHOP, 'open/deploy.yaml': 'name: 1\n' });
  chmodSync(cwd, 0o755);
  chmodSync(`${cwd}/closed`, 0o700);
  cpSync(dirname(CLI), `${cwd}/dist`, { recursive: true });
  const nobody = 'setpriv --reuid=65534 --regid=65534 --clear-groups';
  const { status, stdout, stderr } = await brief(
    `${nobody} ${process.execPath} dist/cli.js lint .`,
    cwd,
  );

  expect(status).toBe(2);
  expect(stdout).toContain('open/deploy.yaml:1:7: error');
  expect(stderr).toContain('cannot read closed: permission denied [input-unreadable]\n');
});

it('a folder where one file is wanted: could not run', async () => {
  const { path: cwd } = scratch({ 'folder/deploy.yaml': SHOP });
  const { status, stdout, stderr } = await brief('$CLI nginx folder', cwd);

  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain('cannot read folder: it is a folder [input-unreadable]\n');
});

it('a megabyte of comments is fine', async () => {
  const comment = `# ${'x'.repeat(77)}\n`;
  const count = Math.floor((MB - SHOP.length) / comment.length);
  const { path: cwd } = scratch({ 'deploy.yaml': SHOP + comment.repeat(count) });

  expect(await runCli(['lint'], { cwd })).toMatchObject({ status: 0, stdout: '' });
});

/**
 * A run that said nothing that only we understand, and took no more than a few seconds: of the processor, because the clock also
 * counts what else the machine does.
 */
async function brief(line: string, cwd: string, before = ''): Promise<CliResult> {
  const timed = `TIMEFORMAT='cpu %U %S'; ${before} { time ${line}; }`;
  const { stderr: all, ...run } = await runShell(timed, cwd);
  const [tail, user, system] = /cpu ([\d.]+) ([\d.]+)\n$/.exec(all) ?? [];
  const stderr = all.slice(0, all.length - (tail?.length ?? 0));

  expect(`${run.stdout}${stderr}`).not.toMatch(/^\s+at |internal error|node:internal/m);
  expect(Number(user) + Number(system)).toBeLessThan(5);
  return { ...run, stderr };
}

function deepMap(depth: number): string {
  return Array.from({ length: depth }, (_, level) => `${' '.repeat(level)}a:\n`).join('');
}

/** Nine levels of nine aliases each. */
function laughs(): string {
  const names = [...'abcdefghi'];
  return names
    .map((name, index) => {
      const item = index === 0 ? 'lol' : `*${names[index - 1]}`;
      return `${name}: &${name} [${Array(9).fill(item).join(', ')}]\n`;
    })
    .join('');
}
