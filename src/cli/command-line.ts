import { Command, CommanderError } from 'commander';
import { version } from '../generated/version.ts';
import { addCommands } from './commands.ts';
import { ExitCode, UsageError } from './exit-code.ts';
import { forgiveClosedPipe } from './forgive-closed-pipe.ts';

/** Runs the command that the words name, or says why there is none. */
export async function runCommandLine(words: readonly string[]): Promise<ExitCode> {
  // Commander writes itself what it has to say.
  forgiveClosedPipe(process.stdout);
  forgiveClosedPipe(process.stderr);
  let code: ExitCode = ExitCode.clean;
  const program = new Command('deploygen')
    .description("One deployment descriptor, every server's configuration.")
    .version(version)
    .exitOverride()
    .showHelpAfterError('(deploygen --help lists the commands)');
  addCommands(program, (result) => {
    code = result;
  });
  program.hook('preAction', (_, command) => refuseEmpty(command));
  try {
    await program.parseAsync(words, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Commander has said what is wrong, or printed the help that was asked for.
    return error.exitCode === 0 ? ExitCode.clean : ExitCode.couldNotRun;
  }
  return code;
}

/** An empty value is a variable of the shell that is not set: as a folder it would be this one. */
function refuseEmpty(command: Command): void {
  for (const option of command.options) {
    const value: unknown = command.getOptionValue(option.attributeName());
    if (![value].flat().includes('')) continue;
    throw new UsageError(`${option.long} is empty: give it a value, or leave it out`);
  }
}
