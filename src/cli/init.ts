import {
  accessSync,
  constants,
  type Dirent,
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { load, render } from '../deploygen.ts';
import { type Answers, compose } from '../init/compose.ts';
import { type Kind, type Project, type Recognised, recognise } from '../init/recognise.ts';
import { lint } from '../lint.ts';
import { ExitCode, UsageError } from './exit-code.ts';
import { fileError, refusePipe } from './file-error.ts';
import { reportProblems } from './report-problems.ts';
import { requireTarget } from './require-target.ts';
import { writeFiles } from './write-files.ts';
import { writeOut } from './write-out.ts';

export interface InitFlags {
  readonly name?: string;
  readonly mount?: string;
  readonly host?: string;
  readonly directory?: string;
  readonly user?: string;
  readonly processes?: string;
  readonly target?: readonly string[];
  readonly schema?: string;
  readonly output: string;
  readonly force?: true;
  readonly yes?: true;
}

/** `deploygen init [FOLDER]`: writes a first descriptor for the project in a folder. */
export async function initCommand(folder: string, flags: InitFlags): Promise<ExitCode> {
  requireFolder(folder);
  const path = join(folder, flags.output);
  if (existsSync(path) && !flags.force) {
    throw new UsageError(`${path} is there already: name another with -o, or take --force`);
  }
  const project = projectIn(folder);
  const recognised = recognise(project);
  const answers = await ask(suggest(folder, project, recognised), flags);
  const text = compose(settled(answers, flags));
  const found = lint(text, path);
  if (found.length > 0) {
    reportProblems(found, new Map([[path, text]]));
    return ExitCode.problems;
  }
  await writeFiles(dirname(path), [{ name: basename(path), text }]);
  const what = recognised === null ? NOTHING : `${NAMES[recognised.kind]} in ${folder}`;
  writeOut('stderr', `${what}\nwrote ${path}: read it, then run "deploygen build ${path}"\n`);
  return ExitCode.clean;
}

function requireFolder(folder: string): void {
  try {
    if (!statSync(folder).isDirectory()) throw fileError('read', folder, { code: 'ENOTDIR' });
    accessSync(folder, constants.R_OK);
  } catch (error) {
    throw fileError('read', folder, error, 'name the folder of the project');
  }
}

const NOTHING = 'no project that deploygen knows: mend "command"';

const NAMES: Readonly<Record<Kind, string>> = {
  django: 'a Django project',
  flask: 'a Flask application',
  php: 'a PHP application',
  psgi: 'a Perl application (PSGI)',
  fcgi: 'a Perl application (FastCGI)',
  node: 'a Node application',
};

function projectIn(folder: string): Project {
  const entries = readdirSync(folder, { withFileTypes: true }).filter(
    ({ name }) => !name.startsWith('.') && !/^(node_modules|venv|vendor)$/.test(name),
  );
  const names = entries.flatMap((entry) => {
    if (!entry.isDirectory()) return [entry.name];
    const inner = entriesOf(join(folder, entry.name));
    return [`${entry.name}/`, ...inner.map(({ name }) => `${entry.name}/${name}`)];
  });
  const known = new Set(names);
  return {
    names: names.sort(),
    read: (name) => (known.has(name) ? textOf(join(folder, name)) : null),
  };
}

function textOf(path: string): string | null {
  try {
    refusePipe(path);
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

/** What cannot be looked into, such as the data of a server, tells nothing of the project. */
function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function suggest(folder: string, { names }: Project, project: Recognised | null): Answers {
  const words =
    basename(resolve(folder))
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  const name =
    words
      .join('-')
      .replace(/^[0-9-]+/, '')
      .slice(0, 31) || 'app';
  const schema = 'node_modules/deploygen/schemas/deploy.schema.json';
  return {
    name,
    mount: `/${name}`,
    host: null,
    directory: `/srv/${name}`,
    user: name,
    processes: 4,
    project,
    hasStatic: names.includes('static/'),
    targets: ['nginx', 'systemd'],
    isHttp: true,
    schema: existsSync(join(folder, schema)) ? schema : null,
  };
}

/** Flags first; on a terminal what is left is asked for, unless --yes. */
async function ask(suggested: Answers, flags: InitFlags): Promise<Answers> {
  const isAsking = process.stdin.isTTY === true && process.stderr.isTTY === true && !flags.yes;
  const terminal = isAsking
    ? createInterface({ input: process.stdin, output: process.stderr })
    : null;
  const answer = async (flag: string | undefined, question: string, standard: string) => {
    if (flag !== undefined || terminal === null) return flag ?? standard;
    return (await terminal.question(`${question} [${standard}] `)).trim() || standard;
  };
  try {
    const name = await answer(flags.name, 'Name of the application', suggested.name);
    const mount = await answer(flags.mount, 'URL path, "/" for the whole host', `/${name}`);
    const host = await answer(flags.host, 'Host name, "-" for a fragment of your own server', '-');
    const directory = await answer(flags.directory, 'Folder on the server', `/srv/${name}`);
    const user = await answer(flags.user, 'User that it runs as', name);
    const processes = await answer(flags.processes, 'Processes', String(suggested.processes));
    const targets = await answer(flags.target?.join(' '), 'Targets', suggested.targets.join(' '));
    return {
      ...suggested,
      ...{ name, mount, directory, user },
      host: host === '-' ? null : host,
      processes: toNumber(processes),
      targets: targets.split(/[\s,]+/).filter((word) => word !== ''),
    };
  } finally {
    terminal?.close();
  }
}

function toNumber(text: string): number {
  if (/^[0-9]{1,4}$/.test(text)) return Number(text);
  throw new UsageError(`"${text}" is no number of processes`);
}

/** Without the targets that cannot serve it: what nobody asked for is left out, and said. */
function settled(asked: Answers, { schema, target }: InitFlags): Answers {
  for (const name of asked.targets) requireTarget(name);
  const stated = { ...asked, schema: schema ?? asked.schema };
  const isHttp = fitting(stated).length === asked.targets.length;
  const answers = { ...stated, isHttp };
  const fit = fitting(answers);
  // What is asked for by name, or what nothing can serve, is for the report.
  if (target !== undefined || fit.length === 0) return answers;
  for (const name of answers.targets) {
    if (!fit.includes(name)) writeOut('stderr', `${name} is left out: it cannot serve this\n`);
  }
  return { ...answers, targets: fit };
}

/** The targets that can render it. */
function fitting(answers: Answers): readonly string[] {
  const loaded = load(compose(answers), 'deploy.yaml');
  if (!loaded.ok) return [];
  return answers.targets.filter((name) => render(loaded.deployment, name).ok);
}
