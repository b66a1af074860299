import { findTarget } from '../targets/index.ts';
import { ExitCode, UsageError } from './exit-code.ts';
import { renderCommand } from './render.ts';
import { writeOut } from './write-out.ts';

run(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.exitCode = explain(error);
  },
);

/** Imports only what the command needs; dist/quick.js is this file without its `import()`s. */
async function run(words: readonly string[]): Promise<ExitCode> {
  const [name = '', path = 'deploy.yaml', ...more] = words;
  const target = findTarget(name);
  const hasFlags = more.length > 0 || /^-./.test(path);
  if (target === undefined || hasFlags) {
    const { runCommandLine } = await import('./command-line.ts');
    return runCommandLine(words);
  }
  return renderCommand(target, path, {});
}

function explain(error: unknown): ExitCode {
  const isExpected = error instanceof UsageError;
  const { message, stack } = error as Error;
  writeOut(
    'stderr',
    `deploygen: ${isExpected ? message : `internal error, please report it\n${stack}`}\n`,
  );
  return ExitCode.couldNotRun;
}
