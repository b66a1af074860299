/** Bundles dist/cli.js, everything precompiled inside, and dist/index.mjs, the library for Node and browsers. */
import { execFileSync } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { type BuildOptions, build, transform } from 'esbuild';

await rm('dist', { recursive: true, force: true });
await mkdir('dist/types', { recursive: true });
const common: BuildOptions = {
  bundle: true,
  target: 'node20',
  legalComments: 'none',
  logLevel: 'warning',
};

// How the command line starts, and why like this: docs/performance.md.
await writeFile('dist/cli.js', await commandLine(), { mode: 0o755 });
await writeFile('dist/package.json', '{ "type": "commonjs" }\n');
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

/** src/cli/start.ts, with src/cli/main.ts and all that it imports as its program. */
async function commandLine(): Promise<string> {
  const { outputFiles } = await build({
    ...common,
    entryPoints: ['src/cli/main.ts'],
    write: false,
    format: 'cjs',
    // Not "node": for Node, yaml brings a wrapper around each of its files, and what nobody uses.
    platform: 'neutral',
    mainFields: ['main'],
    external: ['node:*'],
    minify: true,
    // A line comment ends with its line.
    supported: { 'template-literal': false },
  });
  const program = outputFiles[0]?.text.trim() ?? '';
  if (/[\n\r\u2028\u2029]/.test(program)) throw new Error('the program is not one line');
  const source = await readFile('src/cli/start.ts', 'utf8');
  const { code } = await transform(source, { loader: 'ts', format: 'cjs', target: 'node20' });
  // V8 passes over a comment, and gives it back as a function's text.
  return `${code}function program() {\n  //(function(require){${program}})\n}\n`;
}
