import { existsSync } from 'node:fs';
import type { Deployment } from '../core/model.ts';
import type { Target } from '../core/target.ts';
import type { RenderOptions } from '../deploygen.ts';
import { printAnswers } from '../live/prove/print-answers.ts';
import { printDifferences, printProofs } from '../live/prove/print-proofs.ts';
import { proofsJson } from '../live/prove/proofs-json.ts';
import { proofsJunit } from '../live/prove/proofs-junit.ts';
import { type Proof, prove } from '../live/prove/prove.ts';
import { proveApp } from '../live/prove/prove-app.ts';
import { CommandFailure } from '../live/start-workers.ts';
import type { WebServer } from '../live/web-server.ts';
import { webServers } from '../live/web-servers.ts';
import { findTarget } from '../targets/index.ts';
import { ExitCode, UsageError } from './exit-code.ts';
import { loadDescriptor } from './load-descriptor.ts';
import { ownTemplates } from './own-templates.ts';
import type { ChangeFlags } from './read-changes.ts';
import { showProgress } from './show-progress.ts';
import { writeOut } from './write-out.ts';

export interface ProveFlags extends ChangeFlags {
  readonly format: keyof typeof formats;
  readonly server: readonly string[];
  /** Two servers with a comma between. */
  readonly against?: string;
  readonly withApp?: true;
  readonly random: string;
  readonly seed: string;
  readonly templates?: string;
}

/** `deploygen prove [FILE]`: asks real servers whether they do what `explain` says. */
export async function proveCommand(path: string, flags: ProveFlags): Promise<ExitCode> {
  const random = toCount(flags.random, '--random');
  const seed = toCount(flags.seed, '--seed');
  const servers = chosen(flags);
  const deployment = await loadDescriptor(path, flags);
  const own = await ownTemplates(flags);
  if (deployment === null || own === null) return ExitCode.problems;
  if (flags.withApp) return proveApplications(deployment, servers, own.optionsFor(path));
  const proofs: Proof[] = [];
  for (const server of servers) {
    const progress = showProgress(`asking ${server.target.name}`);
    proofs.push(
      await prove(deployment, server, {
        random,
        seed,
        onProgress: progress.show,
        ...own.optionsFor(path),
      }),
    );
    progress.end();
  }
  const [one, other] = proofs;
  const compares = flags.against !== undefined && one !== undefined && other !== undefined;
  writeOut('stdout', compares ? printDifferences(one, other) : formats[flags.format](proofs));
  return proofs.some(isWrong) ? ExitCode.problems : ExitCode.clean;
}

const formats = {
  text: printProofs,
  json: proofsJson,
  junit: proofsJunit,
} satisfies Record<string, (proofs: readonly Proof[]) => string>;

function isWrong(proof: Proof): boolean {
  if (proof.kind === 'refused') return true;
  return proof.findings.some(({ verdict }) => verdict.kind === 'wrong');
}

interface Server {
  readonly target: Target;
  readonly webServer: WebServer;
}

/** The servers that are asked for, which must be there; else those that are. */
function chosen({ server, against }: ProveFlags): readonly Server[] {
  const pair = against?.split(',');
  if (pair !== undefined && (pair.length !== 2 || pair[0] === pair[1])) {
    throw new UsageError(`--against takes two servers, as in nginx,apache, not "${against}"`);
  }
  const named = (pair ?? server).map(requireServer);
  const found = named.length > 0 ? named : webServers.filter(isInstalled);
  if (found.length === 0) {
    throw new UsageError(`no web server is installed: install ${namesOf(webServers)}`);
  }
  return found.map((webServer) => {
    const target = findTarget(webServer.name);
    if (target === undefined) throw new TypeError(`${webServer.name} is no target`);
    return { target, webServer };
  });
}

function requireServer(name: string): WebServer {
  const found = webServers.find((candidate) => candidate.name === name);
  if (found === undefined) {
    throw new UsageError(`no web server "${name}": use one of ${namesOf(webServers)}`);
  }
  if (!isInstalled(found)) throw new UsageError(`${name} is not installed`);
  return found;
}

function isInstalled(webServer: WebServer): boolean {
  return webServer.program() !== null;
}

function namesOf(all: readonly WebServer[]): string {
  return all.map(({ name }) => name).join(', ');
}

function toCount(text: string, flag: string): number {
  if (/^[0-9]{1,6}$/.test(text)) return Number(text);
  throw new UsageError(`${flag} takes a number up to 999999, not "${text}"`);
}

async function proveApplications(
  deployment: Deployment,
  servers: readonly Server[],
  options: Pick<RenderOptions, 'templates'>,
): Promise<ExitCode> {
  const missing = deployment.applications.find(({ command }) => command === null);
  if (missing !== undefined) {
    throw new UsageError(`application "${missing.name.value}" has no command to start`);
  }
  const answers = [];
  for (const { webServer } of servers)
    answers.push(...(await proveApp(deployment, webServer, options).catch(refuseCommand)));
  writeOut('stdout', printAnswers(answers));
  return answers.every(({ isUp }) => isUp) ? ExitCode.clean : ExitCode.problems;
}

/** @throws UsageError at the place of a command that does not start */
function refuseCommand(error: unknown): never {
  if (!(error instanceof CommandFailure)) throw error;
  const { command, directory } = error.application;
  const { code } = (error.cause ?? {}) as NodeJS.ErrnoException;
  const lacked = code === 'ENOENT' && directory !== null && !existsSync(directory.value);
  const blamed = lacked ? directory : command?.value[0];
  if (blamed === undefined) throw error;
  const { path, range } = blamed.place;
  const what = lacked
    ? `start a command in "${blamed.value}": there is no such folder`
    : `start "${blamed.value}": ${(code && REASONS[code]) || error.message}`;
  throw new UsageError(
    `${path}:${range.start.line}:${range.start.column}: cannot ${what}\n  = help: --with-app starts the commands here: install the application, or prove without it`,
  );
}

/** Why the system starts nothing. */
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'it is not there, or what its first line names is not',
  EACCES: 'its user may not run it, or not enter its directory',
  ENOEXEC: 'it is no program, and has no #! line',
};
