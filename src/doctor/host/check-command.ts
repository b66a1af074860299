import { byHand, run } from '../../core/installation.ts';
import type { Application } from '../../core/model.ts';
import type { Finding } from '../finding.ts';
import { found } from './found.ts';
import type { Host } from './host.ts';
import { type Account, barrierOn, may, octal } from './may.ts';

/** Why the command of an application cannot run, or null. What cannot be seen is noted. */
export async function checkCommand(
  application: Application,
  host: Host,
  note: (what: string) => void,
): Promise<Finding | null> {
  const { command, app, directory, user } = application;
  const account = user === null ? null : await host.account(user.value);
  if (user !== null && account === null) {
    return found(
      'account-missing',
      `there is no user "${user.value}"`,
      run('make it', 'useradd', '--system', '--user-group', '--no-create-home', user.value),
    );
  }
  const look = { host, account, note };
  if (directory !== null) {
    const problem = await checkFolder(directory.value, look);
    if (problem !== null) return problem;
  }
  const script = app === null || app.value.kind === 'wsgi' ? null : app.value.script.value;
  const program = command?.value[0].value ?? app?.value.program?.value ?? null;
  // Programs of interpreters are their first parameter; whatever else has a slash may not exist yet.
  const first = command?.value[1]?.value ?? null;
  const isScript = program !== null && INTERPRETER.test(program) && first?.startsWith('/') === true;
  const isCgi = app?.value.kind === 'cgi';
  for (const path of [program, isCgi ? script : null]) {
    const problem = path === null ? null : await checkProgram(path, look);
    if (problem !== null) return problem;
  }
  const read = isScript ? first : isCgi ? null : script;
  return read === null ? null : checkReadable(read, look);
}

const INTERPRETER = /\/(?:python|perl|php|ruby|node|bash|sh)[\d.]*$/;

interface Look {
  readonly host: Host;
  readonly account: Account | null;
  readonly note: (what: string) => void;
}

async function checkProgram(path: string, look: Look): Promise<Finding | null> {
  const { host, account, note } = look;
  const problem = await reach(path, look);
  if (problem !== null) return problem;
  const status = await host.status(path);
  if (typeof status === 'string') return null;
  if (status.kind !== 'file') {
    return found('command-missing', `"${path}" is no file`, byHand('correct "command"'));
  }
  const isExecutable =
    account === null ? (status.mode & 0o111) !== 0 : may(account, status, 'execute');
  if (!isExecutable) {
    return found(
      'command-denied',
      `"${path}" is not executable for ${who(account)}: its mode is ${octal(status)}`,
      run('make it executable', 'chmod', 'a+rx', path),
    );
  }
  const head = await host.head(path);
  if (head === null) {
    note(`the first line of "${path}"`);
    return null;
  }
  return checkShebang(path, head, look);
}

/** The kernel reads the first line itself (execve(2)); of what it finds wrong there nobody says which. */
async function checkShebang(path: string, head: string, look: Look): Promise<Finding | null> {
  if (head.startsWith('\x7fELF')) return null;
  const line = /^#![ \t]*([^\n]*)/.exec(head)?.[1];
  if (line === undefined) {
    return found(
      'interpreter-missing',
      `"${path}" has no first line that names its interpreter`,
      byHand('begin it with a line such as "#!/usr/bin/python3"'),
    );
  }
  if (line.includes('\r')) {
    return found(
      'carriage-return',
      `the first line of "${path}" ends in a carriage return`,
      run('take them away', 'sed', '-i', 's/\\r$//', path),
    );
  }
  const [interpreter = '', name] = line.split(/[ \t]+/);
  const problem = await interpreterProblem(interpreter, look);
  if (problem !== null) return missing(path, interpreter, problem);
  // The kernel needs x alone, but the interpreter opens the file as everybody does.
  const unreadable = await checkReadable(path, look);
  if (unreadable !== null) return unreadable;
  if (!interpreter.endsWith('/env') || name === undefined || name.startsWith('-')) return null;
  for (const folder of DEFAULT_PATH) {
    if ((await look.host.status(`${folder}/${name}`)) !== 'missing') return null;
  }
  return missing(path, name, `is in none of ${DEFAULT_PATH.join(', ')}`);
}

/** Of systemd and supervisor, without what a shell adds. */
const DEFAULT_PATH = [
  '/usr/local/sbin',
  '/usr/local/bin',
  '/usr/sbin',
  '/usr/bin',
  '/sbin',
  '/bin',
];

async function interpreterProblem(path: string, { host, account }: Look): Promise<string | null> {
  const status = await host.status(path);
  if (status === 'missing') return 'does not exist';
  if (status === 'unseen') return null;
  if (status.kind !== 'file') return 'is no file';
  if (account !== null && !may(account, status, 'execute')) {
    return `is not executable for ${who(account)}`;
  }
  return null;
}

function missing(path: string, interpreter: string, problem: string): Finding {
  return found(
    'interpreter-missing',
    `the interpreter "${interpreter}" of "${path}" ${problem}`,
    byHand(`install it, or correct the first line of "${path}"`),
  );
}

async function checkReadable(path: string, look: Look): Promise<Finding | null> {
  const problem = await reach(path, look);
  if (problem !== null) return problem;
  const status = await look.host.status(path);
  if (typeof status === 'string' || look.account === null) return null;
  if (may(look.account, status, 'read')) return null;
  return found(
    'command-denied',
    `"${path}" is not readable for ${who(look.account)}: its mode is ${octal(status)}`,
    run('make it readable', 'chmod', 'a+r', path),
  );
}

async function checkFolder(path: string, look: Look): Promise<Finding | null> {
  const barrier = await barrierOn(`${path.replace(/\/+$/, '')}/x`, look.account, look.host);
  if (barrier === null) return null;
  if (barrier.kind === 'unseen') {
    look.note(`what is below "${barrier.path}"`);
    return null;
  }
  if (barrier.kind === 'closed') return closed(barrier.path, look.account);
  return found(
    'directory-missing',
    `the folder "${barrier.path}" ${barrier.kind === 'missing' ? 'does not exist' : 'is none'}`,
    run('make it', 'mkdir', '-p', path),
  );
}

/** Whether the path is there, and its folders open. */
async function reach(path: string, { host, account, note }: Look): Promise<Finding | null> {
  const barrier = await barrierOn(path, account, host);
  if (barrier?.kind === 'closed') return closed(barrier.path, account);
  if (barrier?.kind === 'unseen') {
    note(`what is below "${barrier.path}"`);
    return null;
  }
  const status = barrier === null ? await host.status(path) : 'missing';
  if (status === 'unseen') note(`"${path}"`);
  if (status !== 'missing') return null;
  return found(
    'command-missing',
    barrier === null
      ? `"${path}" does not exist`
      : `"${path}" does not exist, as there is no folder "${barrier.path}"`,
    byHand('put the application there, or correct "command" in the descriptor'),
  );
}

function closed(folder: string, account: Account | null): Finding {
  return found(
    'command-denied',
    `the folder "${folder}" is closed to ${who(account)}`,
    run('let others pass', 'chmod', 'a+x', folder),
  );
}

function who(account: Account | null): string {
  return account === null ? 'anybody' : `"${account.name}"`;
}
