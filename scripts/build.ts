/** Bundles dist/cli.js, everything precompiled inside, and dist/index.js, the library for Node and browsers. */
import { chmod, rm } from 'node:fs/promises';
import { type BuildOptions, build } from 'esbuild';

await rm('dist', { recursive: true, force: true });
const common: BuildOptions = {
  bundle: true,
  format: 'esm',
  target: 'node20',
  legalComments: 'none',
  logLevel: 'warning',
};
// yaml, handlebars and commander reach Node as CommonJS, which asks for require().
const REQUIRE =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";
await build({
  ...common,
  entryPoints: { cli: 'src/cli/main.ts' },
  outdir: 'dist',
  platform: 'node',
  minify: true,
  banner: { js: REQUIRE },
});
// The library is pure, so it is built for the browser: a Node built-in anywhere below is an error.
await build({
  ...common,
  entryPoints: { index: 'src/index.ts' },
  outdir: 'dist',
  platform: 'browser',
  conditions: ['import'],
});
await chmod('dist/cli.js', 0o755);
