#!/usr/bin/env node
import { existsSync, readFileSync } from 'node:fs';
import { Script } from 'node:vm';

/**
 * The command line, bundled by scripts/build.ts, as a comment in a function: V8 passes over comments, while compiling the
 * program anew would take more time than all that it does. What V8 made of it at build time lies beside this file; another
 * Node than the one that built it finds no such file and compiles the text.
 */
declare function program(): void;

const comment = String(program);
const text = comment.slice(comment.indexOf('//') + 2, comment.lastIndexOf('\n'));
const compiled = `${__dirname}/cli-${process.version}-${process.arch}.cache`;
const script = new Script(text, {
  filename: __filename,
  ...(existsSync(compiled) ? { cachedData: readFileSync(compiled) } : {}),
});
script.runInThisContext()(require);
