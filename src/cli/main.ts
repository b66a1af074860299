import { findTarget } from '../targets/index.ts';
import { ExitCode, UsageError } from './exit-code.ts';
import { fileError } from './file-error.ts';
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
  const told = toUsageError(error);
  const { stack } = error as Error;
  const message = told?.message ?? `internal error, please report it\n${stack}`;
  writeOut('stderr', `deploygen: ${message}\n`);
  return ExitCode.couldNotRun;
}

/** What the user, or the machine, can mend; else null. */
function toUsageError(error: unknown): UsageError | null {
  if (error instanceof UsageError) return error;
  const { syscall, path = '' } = error as NodeJS.ErrnoException;
  // The folder of temporary files: whoever needs it cannot know what is wrong with it.
  if (syscall !== 'mkdtemp') return null;
  return fileError('make', path, error, 'set TMPDIR to a folder that can be written');
}
