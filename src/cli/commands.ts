import { Argument, type Command, Option } from 'commander';
import type { Target } from '../core/target.ts';
import { reporters } from '../report/index.ts';
import { targets } from '../targets/index.ts';
import type { BuildFlags } from './build.ts';
import type { Shell } from './completion.ts';
import type { DoctorFlags } from './doctor.ts';
import type { ExitCode } from './exit-code.ts';
import type { ExplainFlags } from './explain.ts';
import type { InitFlags } from './init.ts';
import type { LintFlags } from './lint.ts';
import type { ProveFlags } from './prove.ts';
import { addChangeOptions } from './read-changes.ts';
import type { RenderFlags } from './render.ts';
import type { TemplatesFlags } from './templates.ts';
import type { VerifyFlags } from './verify.ts';
import { writeOut } from './write-out.ts';

/** Defines every command: one for each target of the registry, and the conveniences. */
export function addCommands(program: Command, exit: (code: ExitCode) => void): void {
  program.commandsGroup('Targets, which print or write configuration:');
  for (const target of targets) addTarget(program, target, exit);
  program.commandsGroup('Other commands:');
  addChangeOptions(program.command('lint'))
    .description('say what is wrong with descriptors')
    .argument(
      '[file...]',
      'descriptors, folders, patterns; "-" reads standard input (default: deploy.yaml)',
    )
    .addOption(
      new Option('--format <format>', 'how to report')
        .choices(Object.keys(reporters))
        .default('pretty'),
    )
    .option('--max-warnings <number>', 'fail where there are more warnings than this')
    .action(async (files: readonly string[], flags: LintFlags) => {
      const { lintCommand } = await import('./lint.ts');
      exit(await lintCommand(files.length > 0 ? files : ['deploy.yaml'], flags));
    });
  addChangeOptions(program.command('explain'))
    .description('say what URLs do, or draw what stands between a client and the applications')
    .argument('[descriptor]', 'the descriptor; "-" reads standard input (default: deploy.yaml)')
    .argument('[url...]', 'paths, or whole URLs, to explain (default: draw the stack)')
    .addOption(
      new Option('--format <format>', 'how to say it; URLs as text or json')
        .choices(['text', 'mermaid', 'svg', 'json'])
        .default('text'),
    )
    .option('--defaults', 'print the descriptor with all defaults, and where each comes from')
    .option('--target <name>', 'a web server or manager to show, repeatable', append, [])
    .option('--method <method>', 'with which URLs are asked for', 'GET')
    .option('--client <address>', 'from which they are asked for')
    .option('--user <name>', 'whose password the request has')
    .option('--header <header>', 'X-Forwarded-For or -Proto that it brings, repeatable', append, [])
    .action(async (first: string | undefined, others: readonly string[], flags: ExplainFlags) => {
      const { explainCommand } = await import('./explain.ts');
      exit(await explainCommand(first === undefined ? [] : [first, ...others], flags));
    });
  addChangeOptions(program.command('prove'))
    .description('ask the installed web servers whether they answer as they should')
    .argument('[descriptor]', 'the descriptor; "-" reads standard input', 'deploy.yaml')
    .option(
      '--server <name>',
      'a web server to ask, repeatable (default: the installed ones)',
      append,
      [],
    )
    .option('--against <one,other>', 'show where two servers differ')
    .option('--with-app', "start the descriptor's own commands and ask them")
    .option('--templates <dir>', TEMPLATES)
    .option('--random <number>', 'ask for so many random paths as well', '0')
    .option('--seed <number>', 'which random paths', '1')
    .addOption(
      new Option('--format <format>', 'how to report')
        .choices(['text', 'json', 'junit'])
        .default('text'),
    )
    .action(async (descriptor: string, flags: ProveFlags) => {
      const { proveCommand } = await import('./prove.ts');
      exit(await proveCommand(descriptor, flags));
    });
  addChangeOptions(program.command('doctor'))
    .description('say why a deployment does not work on this host, and what mends it')
    .argument('[descriptor]', 'the descriptor; "-" reads standard input', 'deploy.yaml')
    .option('--templates <dir>', TEMPLATES)
    .option(
      '--log <file>',
      'explain a log of nginx, Apache, lighttpd or systemd instead; "-" is standard input',
    )
    .addOption(
      new Option('--format <format>', 'how to report')
        .choices(['pretty', 'json'])
        .default('pretty'),
    )
    .action(async (descriptor: string, flags: DoctorFlags) => {
      const { doctorCommand } = await import('./doctor.ts');
      exit(await doctorCommand(descriptor, flags));
    });
  addChangeOptions(program.command('build'))
    .description('keep generated configuration in a repository: write it, or check it')
    .argument('[file...]', 'descriptors, folders, patterns (default: deploy.yaml)')
    .option(
      '-o, --output <dir>',
      'the folder to write into (default: generated, beside each descriptor)',
    )
    .option('--templates <dir>', TEMPLATES)
    .option('--check', 'write nothing: say what differs from what is rendered')
    .addOption(
      new Option('--format <format>', 'how --check reports').choices(Object.keys(reporters)),
    )
    .option('--force', 'write over files that were edited by hand')
    .option('--prune', 'remove files that are rendered no longer')
    .option('--dry-run', 'say what would be written, and write nothing')
    .option('--diff', 'print what is changed, as a unified diff')
    .option('--plan', 'write nothing: say how to install, change and remove what is generated')
    .action(async (files: readonly string[], flags: BuildFlags) => {
      const { buildCommand } = await import('./build.ts');
      exit(await buildCommand(files.length > 0 ? files : ['deploy.yaml'], flags));
    });
  addChangeOptions(program.command('verify'))
    .description('have the installed programs check what is rendered for them')
    .argument('[file...]', 'descriptors, folders, patterns (default: deploy.yaml)')
    .option('--target <name>', 'what to check, repeatable (default: the stated targets)', append)
    .option('--allow-missing', 'succeed though a program is not installed')
    .option('--templates <dir>', TEMPLATES)
    .addOption(
      new Option('--format <format>', 'how to report')
        .choices(Object.keys(reporters))
        .default('pretty'),
    )
    .action(async (files: readonly string[], flags: VerifyFlags) => {
      const { verifyCommand } = await import('./verify.ts');
      exit(await verifyCommand(files.length > 0 ? files : ['deploy.yaml'], flags));
    });
  program
    .command('rules')
    .description('list the rules of lint')
    .action(async () => {
      const { listRules } = await import('./rules.ts');
      writeOut('stdout', listRules());
    });
  program
    .command('targets')
    .description('list the targets with their layouts')
    .action(async () => {
      const { listTargets } = await import('./targets.ts');
      writeOut('stdout', listTargets());
    });
  program
    .command('templates')
    .description('print the templates of a target, to change them')
    .argument('<target>', 'the target')
    .option('-o, --output <dir>', 'write them into a folder instead, for --templates')
    .option('--names', 'print what they may name, in place of themselves')
    .action(async (name: string, flags: TemplatesFlags) => {
      const { templatesCommand } = await import('./templates.ts');
      exit(await templatesCommand(name, flags));
    });
  program
    .command('init')
    .description('write a first descriptor for a Flask, Django, PHP, Perl or Node project')
    .argument('[folder]', 'the project', '.')
    .option('--name <name>', 'of the application (default: that of the folder)')
    .option('--mount <path>', 'the URL path (default: /NAME)')
    .option('--host <name>', 'the host name (default: a fragment for a server of your own)')
    .option('--directory <path>', 'where it is on the server (default: /srv/NAME)')
    .option('--user <user>', 'who it runs as (default: NAME)')
    .option('--processes <number>', 'how many share the socket (default: 4)')
    .option('--target <name>', 'what to build, repeatable (default: nginx and systemd)', append)
    .option('--schema <path>', 'the schema for editors (default: that of node_modules)')
    .option('-o, --output <file>', 'how to call the descriptor', 'deploy.yaml')
    .option('--force', 'write over a descriptor that is there')
    .option('-y, --yes', 'ask nothing')
    .action(async (folder: string, flags: InitFlags) => {
      const { initCommand } = await import('./init.ts');
      exit(await initCommand(folder, flags));
    });
  program
    .command('completion')
    .description('print completions for a shell')
    .addArgument(new Argument('<shell>', 'the shell').choices(['bash', 'zsh', 'fish']))
    .action(async (shell: Shell) => {
      const { completionScript } = await import('./completion.ts');
      writeOut(
        'stdout',
        completionScript(shell, (described) => addCommands(described, exit)),
      );
    });
  program
    .command('schema')
    .description('print the JSON Schema of descriptors')
    .action(async () => {
      const { schemaText } = await import('../generated/schema-text.ts');
      writeOut('stdout', schemaText());
    });
}

const TEMPLATES = 'templates of your own, which take the place of those named alike';

function append(value: string, values: readonly string[] = []): readonly string[] {
  return [...values, value];
}

function addTarget(program: Command, target: Target, exit: (code: ExitCode) => void): void {
  const command = addChangeOptions(program.command(target.name))
    .description(target.summary)
    .argument('[descriptor]', 'the descriptor; "-" reads standard input', 'deploy.yaml')
    .option('-o, --output <dir>', 'write the files into a folder instead of printing them')
    .option('--file <name>', 'only this one of the files')
    .option('--templates <dir>', TEMPLATES);
  if (target.layouts.length > 0) {
    command
      .option('--layout <layout>', `one of ${target.layouts.join(', ')}`)
      .option('--listen <address:port>', 'where a standalone server listens (127.0.0.1:8080)')
      .option(
        '--state-dir <dir>',
        "folder for a standalone server's pid, logs and temporary files",
      );
  }
  command.action(async (descriptor: string, flags: RenderFlags) => {
    const { renderCommand } = await import('./render.ts');
    exit(await renderCommand(target, descriptor, flags));
  });
}
