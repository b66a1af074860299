#!/usr/bin/env node
import { existsSync, readFileSync } from 'node:fs';
import { Script } from 'node:vm';

/** The names of the targets, put here by scripts/build.ts. */
declare const TARGETS: readonly string[];

const [, , name = '', path = '', ...flags] = process.argv;
const isPlain = TARGETS.includes(name) && (path === '-' || path[0] !== '-') && flags.length === 0;
const program = `${__dirname}/${isPlain ? 'quick' : 'whole'}`;
// To compile a program takes Node more time than all that it does. Here lies what V8 compiled at build time, for the Node that
// built it; any other one compiles the text.
const compiled = `${program}-${process.version}-${process.arch}.cache`;
const script = new Script(readFileSync(`${program}.js`, 'latin1'), {
  filename: `${program}.js`,
  ...(existsSync(compiled) ? { cachedData: readFileSync(compiled) } : {}),
});
script.runInThisContext()(require, __dirname);
