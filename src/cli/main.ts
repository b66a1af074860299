#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { version } from '../generated/version.ts';
import { addCommands } from './commands.ts';
import { ExitCode, UsageError } from './exit-code.ts';

// A reader that has seen enough (`| head`) is no error.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

const program = new Command('deploygen')
  .description("One deployment descriptor, every server's configuration.")
  .version(version)
  .exitOverride()
  .showHelpAfterError('(deploygen --help lists the commands)');
addCommands(program, (code) => {
  process.exitCode = code;
});

program.parseAsync().catch((error: unknown) => {
  process.exitCode = explain(error);
});

function explain(error: unknown): ExitCode {
  // Commander has said what is wrong, or printed the help that was asked for.
  if (error instanceof CommanderError) {
    return error.exitCode === 0 ? ExitCode.clean : ExitCode.couldNotRun;
  }
  if (error instanceof UsageError) process.stderr.write(`deploygen: ${error.message}\n`);
  else
    process.stderr.write(
      `deploygen: internal error, please report it\n${(error as Error).stack}\n`,
    );
  return ExitCode.couldNotRun;
}
