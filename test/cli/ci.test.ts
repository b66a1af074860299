import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { blocksOf } from '../../scripts/docs/page.ts';
import { CLI, runCli } from './run-cli.ts';
import { type Scratch, scratch } from './scratch.ts';

const ROOT = join(import.meta.dirname, '../..');
const RIGHT = 'name: shop\nsocket: /run/shop/app.sock\ntargets: {nginx: {}}\n';
const WARNED = RIGHT.replace('/run/shop/app.sock', '/tmp/app.sock');
const WRONG = `${RIGHT}mout: /\n`;

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
}

interface Step {
  readonly name: string;
  readonly shell: string;
  readonly env: Readonly<Record<string, string>>;
  readonly run: string;
}

describe('the GitHub Action', () => {
  const action: Action = parse(read('action.yml'));

  it('passes what is right', async () => {
    const made = await built({ 'a/deploy.yaml': RIGHT, 'b c/deploy.yaml': RIGHT });

    expect(runAction(action, made, {})).toEqual([
      ['Build deploygen', 0, ''],
      ['Lint the descriptors', 0, ''],
      ['Check the generated files', 0, ''],
    ]);
  });

  it('annotates what is wrong, and what is stale', async () => {
    const made = await built({ 'a/deploy.yaml': RIGHT, 'b/deploy.yaml': RIGHT });
    made.write('a/deploy.yaml', WRONG);
    made.write('b/deploy.yaml', RIGHT.replace('targets', 'mount: /b\ntargets'));
    const [, lint, check] = runAction(action, made, { files: 'a/*.yaml b' });

    expect(lint).toMatchObject([
      'Lint the descriptors',
      1,
      expect.stringContaining(
        '::error title=deploygen (schema-unknown-key),file=a/deploy.yaml,line=4,',
      ),
    ]);
    expect(check).toMatchObject([
      'Check the generated files',
      1,
      expect.stringContaining('(drift-stale),file=b/generated/nginx/shop.locations.conf,'),
    ]);
  });

  it('takes flags and a number of warnings', async () => {
    const made = await built({ 'deploy.yaml': WARNED });

    expect(runAction(action, made, {})[1]?.[1]).toBe(0);
    expect(runAction(action, made, { 'max-warnings': '0' })[1]?.[1]).toBe(1);
    expect(runAction(action, made, { flags: '--set processes=many' })[1]?.[1]).toBe(1);
  });
});

/** Runs the steps of a composite action as GitHub does; expressions are put in beforehand. */
function runAction(
  { inputs, runs }: Action,
  { path }: Scratch,
  given: Readonly<Record<string, string>>,
): readonly (readonly [name: string, status: number | null, stdout: string])[] {
  const values = new Map(Object.entries(inputs).map(([name, input]) => [name, input.default]));
  for (const [name, value] of Object.entries(given)) values.set(name, value);
  return runs.steps.map(({ name, shell, env, run }) => {
    expect(shell).toBe('bash');
    expect(run).not.toContain('${{');
    const filled = Object.entries(env).map(([variable, text]) => [
      variable,
      text
        .replace('${{ github.action_path }}', ROOT)
        .replace(/\$\{\{ inputs\.([\w-]+) \}\}/, (_, input: string) => values.get(input) ?? ''),
    ]);
    const { status, stdout } = spawnSync(
      'bash',
      ['--noprofile', '--norc', '-eo', 'pipefail', '-c', run],
      {
        cwd: path,
        encoding: 'utf8',
        env: { PATH: process.env.PATH, ...Object.fromEntries(filled) },
      },
    );
    return [name, status, stdout];
  });
}

describe('the hooks for pre-commit', () => {
  const hooks: readonly {
    readonly id: string;
    readonly entry: string;
    readonly files: string;
    readonly pass_filenames?: boolean;
  }[] = parse(read('.pre-commit-hooks.yaml'));

  it.each(hooks)('$id fails for what is wrong only', async (hook) => {
    const made = await built({ 'site/deploy.yaml': RIGHT });
    const words = hook.entry.split(' ').slice(1);
    const names = hook.pass_filenames === false ? [] : ['site/deploy.yaml'];
    const run = () => runCli([...words, ...names], { cwd: made.path });

    expect(await run()).toMatchObject({ status: 0 });
    made.write('site/deploy.yaml', WRONG);
    expect(await run()).toMatchObject({ status: 1 });
  });

  it('look at descriptors, and the second one at what is generated', () => {
    const [lint, check] = hooks.map(({ files }) => new RegExp(files));

    for (const name of ['deploy.yaml', 'a/deploy.yml', 'a/shop.deploy.yaml']) {
      expect(lint?.test(name) && check?.test(name)).toBe(true);
    }
    for (const name of ['xdeploy.yaml', 'deploy.yaml.bak', 'overlay.yaml']) {
      expect(lint?.test(name) || check?.test(name)).toBe(false);
    }
    expect(check?.test('a/generated/nginx/shop.conf')).toBe(true);
  });
});

describe('the job for GitLab', () => {
  const { deploygen: job } = parse(read('ci/deploygen.gitlab-ci.yml'));

  it.each([
    ['passes what is right', RIGHT, 0, []],
    ['reports what is wrong', WRONG, 1, ['schema-unknown-key', 'schema-unknown-key']],
    ['reports what is stale', RIGHT.replace('targets', 'mount: /b\ntargets'), 1, ['drift-stale']],
  ])('%s', async (_, text, status, codes) => {
    const made = await built({ 'deploy.yaml': RIGHT });
    made.write('deploy.yaml', text);
    mkdirSync(`${made.path}/node_modules/.bin`, { recursive: true });
    symlinkSync(CLI, `${made.path}/node_modules/.bin/deploygen`);
    const lines: readonly string[] = job.script;
    const run = spawnSync('bash', ['--norc', '-ec', lines.join('\n')], {
      cwd: made.path,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, HOME: made.path },
    });

    expect(run.status, run.stderr).toBe(status);
    const report = JSON.parse(made.read(job.artifacts.reports.codequality));
    expect(report.map((issue: { check_name: string }) => issue.check_name)).toEqual(codes);
  });
});

it('the problem matcher reads every line that reports', async () => {
  const { problemMatcher } = JSON.parse(read('ci/problem-matcher.json'));
  const [pattern] = problemMatcher[0].pattern;
  const made = scratch({ 'a b/deploy.yaml': `${WARNED}mout: /\n` });
  const { stdout } = await runCli(['lint', '.'], { cwd: made.path });
  const found = stdout.split('\n').flatMap((line) => {
    const match = new RegExp(pattern.regexp).exec(line);
    return match === null
      ? []
      : [[match[pattern.file], match[pattern.line], match[pattern.severity], match[pattern.code]]];
  });

  expect(found).toEqual([['a b/deploy.yaml', '4', 'error', 'schema-unknown-key']]);
});

it('the documentation shows what the files have', () => {
  const blocks = blocksOf(read('docs/ci.md')).filter(({ info }) => info === 'yml');
  const [workflow, hooks] = blocks.map(({ text }) => parse(text));
  const inputs = Object.keys(parse(read('action.yml')).inputs);
  const ids = parse(read('.pre-commit-hooks.yaml')).map(({ id }: { id: string }) => id);

  const used = workflow.jobs.deploygen.steps.at(-1).with;
  expect(inputs).toEqual(expect.arrayContaining(Object.keys(used)));
  expect(hooks.repos[0].hooks.map(({ id }: { id: string }) => id)).toEqual(ids);
});

/** A repository with its generated files. */
async function built(files: Readonly<Record<string, string>>): Promise<Scratch> {
  const made = scratch(files);
  expect(await runCli(['build', '.'], { cwd: made.path })).toMatchObject({ status: 0 });
  return made;
}

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}
