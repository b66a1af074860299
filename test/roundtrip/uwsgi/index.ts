import { readdir, readFile, rm } from 'node:fs/promises';
import { comment, path, value } from '../../../src/dialects/uwsgi.ts';
import { runProgram } from '../../../src/live/run-program.ts';
import { createWorkspace, type Workspace } from '../../../src/live/workspace.ts';
import { toSocketName } from '../paths.ts';
import { readWhere } from '../readings.ts';
import { hasLoneSurrogate, isNoText } from '../refusals.ts';
import type { Subject, Suite } from '../subject.ts';

/** What it says that an option is, once all that it replaces is replaced. */
const option: Subject<Workspace> = {
  maker: 'value',
  position: 'an option',
  make: (placed) => value`${placed}`,
  refusable: (string) => isNoText(string) || /\n|%\(/.test(string),
  async ask(workspace, questions) {
    const lines = questions.map((question, index) => `env = V${index}=${question.text}\n`);
    const read = await show(workspace, lines);
    return questions.map((_, index) => read.get(`V${index}`) ?? null);
  },
};

/** Options at whose values blanks would be dropped. */
const whole: Subject<Workspace> = {
  ...option,
  position: 'a whole option',
  every: 10,
  make: (placed) => value`${placed}`,
  async ask(workspace, questions) {
    const lines = questions.map(
      (question, index) => `set-ph = p${index}=x\nenv = ${question.text}\n`,
    );
    const found = await shownLines(workspace, lines);
    const read = found.filter((line) => line.startsWith('env = ')).map((line) => line.slice(6));
    return questions.map((_, index) => read[index] ?? null);
  },
};

/** Sockets by the names that they get in their folder. */
const socket: Subject<Workspace> = {
  maker: 'path',
  position: 'fastcgi-socket',
  every: 20,
  adapt: toSocketName,
  make: (placed, _, workspace) => path`${{ ...placed, value: `${workspace.path('s')}/` }}${placed}`,
  refusable: (string) => isNoText(string) || /[:\n]|%\(/.test(string),
  async ask(workspace, questions) {
    await rm(workspace.path('s'), { recursive: true, force: true });
    await workspace.write('s/.keep', '');
    const lines = questions.map((question) => `fastcgi-socket = ${question.text}\n`);
    const file = await write(workspace, [...lines, 'hook-as-root = exit:0\n']);
    // Bound at once, as root.
    await runProgram(['uwsgi', '--chown-socket', '0:0', '--ini', file]);
    const names = await readdir(workspace.path('s'));
    return readWhere(questions, (index) => names.includes(questions[index]?.value ?? ''));
  },
};

/** Text that changes nothing: what follows it is still there. */
const remark: Subject<Workspace> = {
  maker: 'comment',
  position: 'its line',
  make: (placed) => comment`of ${placed}`,
  refusable: hasLoneSurrogate,
  async ask(workspace, questions) {
    const lines = questions.map((question, index) => `; ${question.text}\nenv = V${index}=x\n`);
    const read = await show(workspace, lines);
    return readWhere(questions, (index) => read.get(`V${index}`) === 'x');
  },
};

async function show(
  workspace: Workspace,
  lines: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const found = (await shownLines(workspace, lines)).map((line) =>
    /^env = (V\d+)=(.*)$/s.exec(line),
  );
  return new Map(found.map((match) => [match?.[1] ?? '', match?.[2] ?? '']));
}

/** What `--show-config` says; without a socket nothing is started. */
async function shownLines(
  workspace: Workspace,
  lines: readonly string[],
): Promise<readonly string[]> {
  const file = await write(workspace, lines);
  const log = workspace.path('log');
  // More than the end of a long output is not kept.
  const run = 'exec uwsgi --strict --show-config --ini "$0" 2>"$1" </dev/null';
  await runProgram(['sh', '-c', run, file, log]);
  const said = (await readFile(log)).toString('latin1');
  if (!said.includes(END)) throw new Error(said.slice(0, 500));
  return said.split('\n');
}

const END = '\n;end of configuration\n';

function write(workspace: Workspace, lines: readonly string[]): Promise<string> {
  return workspace.write('vassal.ini', `[uwsgi]\nset-ph = nil=\n${lines.join('')}`);
}

export const uwsgi: Suite<Workspace> = {
  dialect: 'uwsgi',
  needs: ['uwsgi', 'root'],
  open: createWorkspace,
  subjects: [option, whole, socket, remark],
};
