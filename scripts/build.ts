/** Bundles the command line, dist/cli.js with its programs, and dist/index.mjs, the library for Node and browsers. */
import { execFileSync } from 'node:child_process';
import { chmod, copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { templates } from '../src/generated/templates.js';
import { targets } from '../src/targets/index.ts';

await rm('dist', { recursive: true, force: true });
await mkdir('dist/types', { recursive: true });
const common: BuildOptions = {
  bundle: true,
  target: 'node20',
  legalComments: 'none',
  logLevel: 'warning',
};

// Why the command line starts like this: docs/performance.md.
await build({
  ...common,
  entryPoints: ['src/cli/start.ts'],
  outfile: 'dist/cli.js',
  format: 'cjs',
  platform: 'node',
  define: { TARGETS: JSON.stringify(targets.map(({ name }) => name)) },
});
await chmod('dist/cli.js', 0o755);
await writeFile('dist/package.json', '{ "type": "commonjs" }\n');
const dataFiles = await withDataFiles();
await program('quick', { plugins: [withoutFlags(), dataFiles] });
await program('whole', { plugins: [dataFiles] });
execFileSync(process.execPath, ['--import', 'tsx', 'scripts/compile-cli.ts'], {
  stdio: ['ignore', 'ignore', 'inherit'],
});

// The library is pure, so it is built for the browser: a Node built-in anywhere below is an error.
await build({
  ...common,
  entryPoints: ['src/index.ts'],
  outfile: 'dist/index.mjs',
  format: 'esm',
  platform: 'browser',
  conditions: ['import'],
});
await writeFile('dist/types/package.json', '{ "type": "module" }\n');

/** Writes src/cli/main.ts, and all that it imports, as a function of `require` and its folder for src/cli/start.ts. */
async function program(name: string, options: BuildOptions = {}): Promise<void> {
  await build({
    ...common,
    entryPoints: ['src/cli/main.ts'],
    outfile: `dist/${name}.js`,
    format: 'cjs',
    // Not "node": for Node, yaml brings a wrapper around each of its files, and what nobody uses.
    platform: 'neutral',
    mainFields: ['main'],
    external: ['node:*'],
    // ASCII, esbuild's default: start.ts reads bytes as characters.
    charset: 'ascii',
    minify: true,
    banner: { js: '(function(require,__dirname){' },
    footer: { js: '})' },
    ...options,
  });
}

/** Leaves out what src/cli/ imports where there are flags, or another command than a target's. */
function withoutFlags(): Plugin {
  return {
    name: 'without-flags',
    setup({ onResolve }) {
      onResolve({ filter: /^\.\// }, ({ kind }) =>
        kind === 'dynamic-import' ? { external: true } : null,
      );
    },
  };
}

/** What a run needs little of lies in files beside the program: the words of the schema, and each of the templates. */
async function withDataFiles(): Promise<Plugin> {
  await copyFile('schemas/deploy.schema.json', 'dist/schema.json');
  for (const { name } of targets) {
    await mkdir(`dist/templates/${name}`, { recursive: true });
  }
  for (const [name, program] of Object.entries(templates)) {
    await writeFile(`dist/templates/${name}.json`, JSON.stringify(program));
  }
  const read = (path: string): string =>
    `require('node:fs').readFileSync(__dirname + ${path}, 'utf8')`;
  return {
    name: 'with-data-files',
    setup({ onLoad }) {
      onLoad({ filter: /generated.schema-text\.ts$/ }, () => ({
        contents: `export const schemaText = () => ${read("'/schema.json'")};`,
        loader: 'js',
      }));
      onLoad({ filter: /generated.templates\.js$/ }, () => ({
        contents: `export const templates = new Proxy({}, {
          get(files, name) {
            return (files[name] ??= JSON.parse(${read('`/templates/${name}.json`')}));
          },
        });`,
        loader: 'js',
      }));
    },
  };
}
