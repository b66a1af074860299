import { spawnSync } from 'node:child_process';
import { assignment, comment, word } from '../../../src/dialects/shell.ts';
import { createWorkspace, type Workspace } from '../../../src/live/workspace.ts';
import { placed } from '../../unit/placed.ts';
import { readWhere } from '../readings.ts';
import { hasLoneSurrogate, isNoText } from '../refusals.ts';
import type { Question, Reading, Subject, Suite } from '../subject.ts';

/** bash, which is /bin/sh elsewhere, also in a language with characters of several bytes. */
const SHELLS = [
  { name: 'dash', command: ['dash'], language: 'C' },
  { name: 'bash', command: ['bash', '--posix'], language: 'C.UTF-8' },
] as const;

type Shell = (typeof SHELLS)[number];

const words = SHELLS.map(
  (shell): Subject<Workspace> => ({
    maker: 'word',
    position: `a command of ${shell.name}`,
    make: (value) => word`${value}`,
    refusable: isNoText,
    async ask(workspace, questions) {
      const list = questions.map(({ text }) => text).join(' ');
      return readings(questions, await run(shell, workspace, `set -- ${list}\n${SAY_WORDS}`));
    },
  }),
);

const values = SHELLS.map(
  (shell): Subject<Workspace> => ({
    maker: 'word',
    position: `a variable of ${shell.name}`,
    make: (value) => word`${value}`,
    refusable: isNoText,
    async ask(workspace, questions) {
      const lines = questions.map(({ text }) => `a=${text}\nset -- "$@" "$a"\n`);
      const parts: string[] = [];
      // A growing list takes its square.
      for (let first = 0; first < lines.length; first += 100) {
        const some = lines.slice(first, first + 100).join('');
        parts.push(...(await run(shell, workspace, `set --\n${some}${SAY_WORDS}`)));
      }
      return readings(questions, parts);
    },
  }),
);

const variables = SHELLS.map(
  (shell): Subject<Workspace> => ({
    maker: 'assignment',
    position: `export of ${shell.name}`,
    make: (value, index) => assignment`V${placed(10_000 + index)}=${value}`,
    refusable: isNoText,
    async ask(workspace, questions) {
      const lines = questions.map(({ text }) => `export ${text}\n`);
      const said = await run(shell, workspace, `${lines.join('')}exec /usr/bin/env -0\n`);
      const read = new Map(
        said.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
      );
      return questions.map((_, index) => read.get(`V${10_000 + index}`) ?? null);
    },
  }),
);

/** Text that changes nothing: what follows it is still there. */
const texts = SHELLS.map(
  (shell): Subject<Workspace> => ({
    maker: 'comment',
    position: `a line of ${shell.name}`,
    make: (value) => comment`of ${value}`,
    refusable: hasLoneSurrogate,
    async ask(workspace, questions) {
      const lines = questions.map(({ text }, index) => `# ${text}\nprintf '%s\\0' ${index}\n`);
      const said = await run(shell, workspace, lines.join(''));
      return readWhere(questions, (index) => said[index] === String(index));
    },
  }),
);

const SAY_WORDS = `printf '%s\\0' "$@"\n`;

/** What a script says, as byte strings. */
async function run(
  { command: [program, ...options], language }: Shell,
  workspace: Workspace,
  script: string,
): Promise<readonly string[]> {
  const file = await workspace.write('script.sh', script);
  const { status, stdout, stderr } = spawnSync(program, [...options, file], {
    cwd: workspace.directory,
    env: { LC_ALL: language },
    maxBuffer: 2 ** 28,
  });
  if (status !== 0 || stderr.length > 0) throw new Error(`status ${status}: ${stderr}`);
  return stdout.toString('latin1').split('\0').slice(0, -1);
}

function readings(questions: readonly Question[], said: readonly string[]): readonly Reading[] {
  return questions.map((_, index) => said[index] ?? null);
}

export const shell: Suite<Workspace> = {
  dialect: 'shell',
  needs: ['dash', 'bash'],
  open: createWorkspace,
  subjects: [...words, ...values, ...variables, ...texts],
};
