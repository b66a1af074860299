import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { blocksOf } from '../../scripts/docs/page.ts';
import { createWorkspace, type Workspace } from '../../src/live/workspace.ts';

// Whoever installs the package has this, and nothing of the repository.
describe('the packed package', () => {
  let workspace: Workspace;
  let installed = '';

  beforeAll(async () => {
    workspace = await createWorkspace();
    // What is packed is what the build has left; to build here would pull it from under other tests.
    const flags = ['--ignore-scripts', '--json', '--pack-destination', workspace.directory];
    execFileSync('npm', ['pack', ...flags], { stdio: ['ignore', 'pipe', 'ignore'] });
    const [tarball = ''] = readdirSync(workspace.directory);
    const modules = workspace.path('node_modules');
    mkdirSync(join(modules, '.bin'), { recursive: true });
    execFileSync('tar', ['-xf', workspace.path(tarball), '-C', modules]);
    execFileSync('mv', [join(modules, 'package'), join(modules, 'deploygen')]);
    symlinkSync('../deploygen/dist/cli.js', join(modules, '.bin/deploygen'));
    installed = join(modules, 'deploygen');
    await workspace.write('package.json', '{ "type": "module" }\n');
  });
  afterAll(() => workspace.dispose());

  it('holds what is needed, and no more', () => {
    const files = readdirSync(installed, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(installed.length + 1));
    const expected =
      /^(package\.json|README\.md|LICENSE|schemas\/deploy\.schema\.json|dist\/(index\.mjs|package\.json|schema\.json|deploygen\.1|templates\/[a-z0-9-]+\/[a-z0-9.-]+\.json|[a-z]+\.js|[a-z]+-v[\d.]+-\w+\.cache|types\/.*))$/;

    expect(files.filter((file) => !expected.test(file))).toEqual([]);
    expect(files.filter((file) => /types\/(cli|live|explain|init)\//.test(file))).toEqual([]);
    expect(files).toContain('schemas/deploy.schema.json');
    expect(files).toContain('dist/deploygen.1');
  });

  it('depends on nothing', () => {
    const { dependencies = {}, peerDependencies = {} } = manifest as {
      readonly dependencies?: object;
      readonly peerDependencies?: object;
    };
    expect({ ...dependencies, ...peerDependencies }).toEqual({});
  });

  it('passes publint', async () => {
    const { messages, pkg } = await publint({ pkgDir: installed, pack: false, strict: true });

    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
  });

  it('runs', async () => {
    await workspace.write('deploy.yaml', 'name: shop\nsocket: /run/shop.sock\n');
    for (const args of [['--version'], ['nginx'], ['lint'], ['schema'], ['completion', 'bash']]) {
      const run = spawnSync('node_modules/.bin/deploygen', args, {
        cwd: workspace.directory,
        encoding: 'utf8',
      });
      expect(run.status, `${args}: ${run.stderr}`).toBe(0);
    }
  });

  describe('as docs/library.md has it', () => {
    const blocks = blocksOf(readFileSync('docs/library.md', 'utf8'));
    const program = blocks.find(({ info }) => info === 'ts')?.text ?? '';
    const printed = blocks.find(({ info }) => info === 'text')?.text ?? '';

    it('runs in Node', async () => {
      await workspace.write('program.mjs', program);
      const run = spawnSync(process.execPath, ['program.mjs'], {
        cwd: workspace.directory,
        encoding: 'utf8',
      });

      expect(run.stdout + run.stderr).toBe(printed);
    });

    it('has types', async () => {
      await workspace.write('program.ts', program);
      const options = {
        strict: true,
        noEmit: true,
        target: 'es2022',
        skipLibCheck: false,
        types: [],
        lib: ['es2023', 'dom'],
      };
      for (const [module, moduleResolution] of [
        ['nodenext', 'nodenext'],
        ['esnext', 'bundler'],
      ]) {
        const config = {
          compilerOptions: { ...options, module, moduleResolution },
          files: ['program.ts'],
        };
        await workspace.write('tsconfig.json', JSON.stringify(config));
        const tsc = join(process.cwd(), 'node_modules/.bin/tsc');
        const run = spawnSync(tsc, ['-p', '.'], { cwd: workspace.directory, encoding: 'utf8' });

        expect(run.stdout, module).toBe('');
        expect(run.status).toBe(0);
      }
    });

    it('runs in a browser, where there is nothing of Node', async () => {
      const entry = await workspace.write('browser.mjs', program);
      const { outputFiles } = await build({
        entryPoints: [entry],
        absWorkingDir: workspace.directory,
        bundle: true,
        write: false,
        format: 'iife',
        platform: 'browser',
        logLevel: 'silent',
      });
      let output = '';
      const log = (...words: readonly unknown[]) => {
        output += `${words.join(' ')}\n`;
      };
      // What every browser has beside the language.
      const context = createContext({ console: { log }, TextEncoder, TextDecoder, URL });
      runInContext(outputFiles[0]?.text ?? '', context);

      expect(output).toBe(printed);
    });
  });

  it('has its schema at the path that descriptors name', () => {
    const path = join(installed, 'schemas/deploy.schema.json');

    expect(existsSync(path)).toBe(true);
    const url = spawnSync(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        "process.stdout.write(import.meta.resolve('deploygen/schema.json'))",
      ],
      { cwd: workspace.directory, encoding: 'utf8' },
    );
    expect(url.stdout.endsWith('/node_modules/deploygen/schemas/deploy.schema.json')).toBe(true);
  });
});
