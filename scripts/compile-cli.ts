/** Runs the programs of dist/cli.js over the examples and keeps what V8 compiled for that: src/cli/start.ts takes it. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { Script } from 'node:vm';

const require = createRequire(import.meta.url);
const descriptors = readdirSync('examples')
  .map((example) => `examples/${example}/deploy.yaml`)
  .filter((path) => existsSync(path));
for (const name of ['quick', 'whole']) {
  const script = new Script(readFileSync(`dist/${name}.js`, 'latin1'));
  const program: (require: NodeJS.Require, folder: string) => void = script.runInThisContext();
  for (const descriptor of descriptors) {
    process.argv = [process.execPath, 'dist/cli.js', 'nginx', descriptor];
    program(require, resolve('dist'));
  }
  process.on('exit', () => {
    const path = `dist/${name}-${process.version}-${process.arch}.cache`;
    writeFileSync(path, script.createCachedData());
  });
}
