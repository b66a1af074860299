import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { glob } from '../../src/cli/glob.ts';
import { SMALL } from './descriptors.ts';
import { runCli } from './run-cli.ts';
import { scratch } from './scratch.ts';

const WRONG = `${SMALL}mout: /\n`;

describe('deploygen lint', () => {
  it('takes files, folders and patterns, and reports in their order', async () => {
    const { path: cwd } = scratch({
      'z.yaml': WRONG,
      'sites/b/deploy.yaml': WRONG,
      'sites/a.deploy.yml': WRONG,
      'sites/notes.yaml': 'no descriptor',
      'sites/node_modules/x/deploy.yaml': WRONG,
      'sites/.git/deploy.yaml': WRONG,
      'more/1.yaml': WRONG,
      'more/2.yaml': WRONG,
      'ü b/deploy.yaml': WRONG,
    });
    const args = ['lint', 'z.yaml', 'sites', 'more/*.yaml', 'ü b', 'z.yaml'];
    const { status, stdout, stderr } = await runCli(args, { cwd });

    expect(status).toBe(1);
    expect(stdout.match(/^.*(?=:\d+:\d+: error)/gm)).toEqual([
      'z.yaml',
      'sites/a.deploy.yml',
      'sites/b/deploy.yaml',
      'more/1.yaml',
      'more/2.yaml',
      'ü b/deploy.yaml',
    ]);
    expect(stderr).toBe('6 errors in 6 files\n');
  });

  it('warns of what two of them cannot be beside each other', async () => {
    const fragment = (name: string, mount: string) =>
      `name: ${name}\nmount: ${mount}\nsocket: /run/${name}/app.sock\ntargets: {lighttpd: {}}\n`;
    const { path: cwd } = scratch({
      'shop.yaml': fragment('shop', '/'),
      'wiki.yaml': fragment('wiki', '/wiki'),
    });

    const { status, stdout, stderr } = await runCli(['lint', 'shop.yaml', 'wiki.yaml'], { cwd });

    expect(status).toBe(0);
    expect(stdout).toMatch(
      /^wiki\.yaml:2:8: warning: mount "\/wiki" lies in mount "\/" of shop\.yaml/,
    );
    expect(stderr).toBe('1 warning in 2 files\n');
  });

  it.each([
    ['empty', 'there is no deploy.yaml or NAME.deploy.yaml below empty'],
    ['no*thing', 'nothing matches no*thing'],
  ])('could not run for %s', async (word, message) => {
    const { path: cwd } = scratch();
    mkdirSync(`${cwd}/empty`);
    const { status, stderr } = await runCli(['lint', word], { cwd });

    expect({ status, stderr }).toEqual({ status: 2, stderr: `deploygen: ${message}\n` });
  });

  it('says once what is wrong with an overlay of several', async () => {
    const { path: cwd } = scratch({ 'a.yaml': SMALL, 'b.yaml': SMALL, 'o.yaml': 'mout: /\n' });
    const { stderr } = await runCli(['lint', 'a.yaml', 'b.yaml', '--overlay', 'o.yaml'], { cwd });

    expect(stderr).toBe('1 error in 2 files\n');
  });

  it('takes a file whose name looks like a pattern', async () => {
    const { path: cwd } = scratch({ 'a[1].yaml': SMALL });
    expect((await runCli(['lint', 'a[1].yaml'], { cwd })).status).toBe(0);
  });
});

describe('deploygen build', () => {
  it('builds what it finds in a folder, each beside its descriptor', async () => {
    const made = scratch({
      'a/deploy.yaml': `${SMALL}targets: {nginx: {}}\n`,
      'b/deploy.yaml': `${SMALL}targets: {apache: {}}\n`,
      'c/deploy.yaml': WRONG,
    });
    const { status, stderr } = await runCli(['build', '.'], { cwd: made.path });

    expect(status).toBe(1);
    expect(stderr).toContain('c/deploy.yaml:4:1: error');
    expect(made.list()).toContain('a/generated/nginx/shop.locations.conf');
    expect(made.list()).toContain('b/generated/apache/shop.apache.conf');
  });
});

describe('a pattern', () => {
  it('matches what it matches in bash', () => {
    const files = [
      'a.yaml',
      'ab.yaml',
      'b/a.yaml',
      'b/c/a.yaml',
      'b/.h/a.yaml',
      '.a.yaml',
      'ü.yaml',
    ];
    const { path } = scratch(Object.fromEntries(files.map((file) => [file, ''])));
    symlinkSync('b', `${path}/link`);
    const pieces = ['*', '?', 'a', 'b', 'ü', '.yaml', '[ab]', '[!a]', '{a,b}', '.', '[a-c]'];
    const text = fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 3 });
    const segment = fc.oneof(
      fc.constantFrom('**', '{b/c,b}'),
      text.map((all) => all.join('')),
    );
    const pattern = fc.array(segment, { minLength: 1, maxLength: 3 }).map((all) => all.join('/'));
    const cwd = process.cwd();
    process.chdir(path);
    try {
      fc.assert(
        fc.property(pattern, (written) => {
          expect(new Set(glob(written)), written).toEqual(new Set(inBash(written)));
        }),
        { numRuns: 200 },
      );
    } finally {
      process.chdir(cwd);
    }
  });
});

/** The files that bash finds in the current folder. */
function inBash(pattern: string): readonly string[] {
  const script = `shopt -s globstar nullglob; for f in ${pattern}; do [ -f "$f" ] && printf '%s\\n' "$f"; done; :`;
  const env = { LC_ALL: 'C.UTF-8', PATH: process.env.PATH };
  const printed = execFileSync('bash', ['--norc', '-c', script], { encoding: 'utf8', env });
  return printed.split('\n').filter((line) => line !== '');
}
