/** Runs the program of dist/cli.js over the examples and keeps what V8 compiled for that: src/cli/start.ts takes it. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Script } from 'node:vm';

const [, text] = /^ *\/\/(\(function.*)$/m.exec(readFileSync('dist/cli.js', 'utf8')) ?? [];
if (text === undefined) throw new Error('dist/cli.js holds no program');
const script = new Script(text);
const program: (require: NodeJS.Require) => void = script.runInThisContext();
for (const example of readdirSync('examples')) {
  const descriptor = `examples/${example}/deploy.yaml`;
  if (!existsSync(descriptor)) continue;
  process.argv = [process.execPath, 'dist/cli.js', 'nginx', descriptor];
  program(createRequire(import.meta.url));
}
process.on('exit', () => {
  const path = `dist/cli-${process.version}-${process.arch}.cache`;
  writeFileSync(path, script.createCachedData());
});
