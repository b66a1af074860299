/** Runs the programs of dist/cli.js over the examples and keeps what V8 compiled for that: src/cli/start.ts takes it. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { Script } from 'node:vm';

// As dist/cli.js has it: the program finds its data beside itself.
const require = createRequire(resolve('dist/cli.js'));
const descriptors = readdirSync('examples')
  .map((example) => `examples/${example}/deploy.yaml`)
  .filter((path) => existsSync(path));
for (const name of ['quick', 'whole']) {
  const script = new Script(readFileSync(`dist/${name}.js`, 'latin1'));
  const program: (require: NodeJS.Require) => void = script.runInThisContext();
  for (const descriptor of descriptors) {
    process.argv = [process.execPath, 'dist/cli.js', 'nginx', descriptor];
    program(require);
  }
  process.on('exit', () => {
    const path = `dist/${name}-${process.version}-${process.arch}.cache`;
    writeFileSync(path, script.createCachedData());
  });
}
