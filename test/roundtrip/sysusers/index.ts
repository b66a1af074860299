import { mkdir, readFile, rm } from 'node:fs/promises';
import { account, comment } from '../../../src/dialects/sysusers.ts';
import { runProgram } from '../../../src/live/run-program.ts';
import { createWorkspace, type Workspace } from '../../../src/live/workspace.ts';
import { toAccount } from '../accounts.ts';
import { readWhere } from '../readings.ts';
import { hasLoneSurrogate } from '../refusals.ts';
import type { Subject, Suite } from '../subject.ts';

/** Users that it makes. */
const user: Subject<Workspace> = {
  maker: 'account',
  position: 'a line',
  adapt: toAccount,
  make: (value) => account`${value}`,
  refusable: () => false,
  async ask(workspace, questions) {
    const made = await usersOf(
      workspace,
      questions.map(({ text }) => `u ${text} -`),
    );
    return readWhere(questions, (index) => made.has(questions[index]?.value ?? ''));
  },
};

/** Text that changes nothing: what follows it is still there. */
const text: Subject<Workspace> = {
  maker: 'comment',
  position: 'its line',
  make: (value) => comment`of ${value}`,
  refusable: hasLoneSurrogate,
  async ask(workspace, questions) {
    const made = await usersOf(
      workspace,
      questions.map((question, index) => `# ${question.text}\nu u${index} -`),
    );
    return readWhere(questions, (index) => made.has(`u${index}`));
  },
};

/** The users that systemd-sysusers makes of these lines, in a folder of ours. */
async function usersOf(
  workspace: Workspace,
  lines: readonly string[],
): Promise<ReadonlySet<string>> {
  const root = workspace.path('root');
  await mkdir(`${root}/etc`, { recursive: true });
  try {
    // Else it has only the numbers below 1000, of which a thousand users need more than there are.
    const small = [...new Set(lines)].slice(0, 400);
    const rest = [...new Set(lines)].slice(400);
    const file = await workspace.write('sysusers.conf', `${small.join('\n')}\n`);
    const { code, stderr } = await runProgram(['systemd-sysusers', `--root=${root}`, file]);
    if (code !== 0) throw new Error(`status ${code}: ${stderr}`);
    const passwd = await readFile(`${root}/etc/passwd`, 'utf8');
    const made = passwd.split('\n').map((line) => line.split(':')[0] ?? '');
    await rm(root, { recursive: true });
    return new Set([...made, ...(rest.length > 0 ? await usersOf(workspace, rest) : [])]);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

export const sysusers: Suite<Workspace> = {
  dialect: 'sysusers',
  needs: ['systemd-sysusers', 'root'],
  open: createWorkspace,
  subjects: [user, text],
};
