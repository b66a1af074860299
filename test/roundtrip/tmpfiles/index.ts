import { existsSync } from 'node:fs';
import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { account, comment, path } from '../../../src/dialects/tmpfiles.ts';
import { runProgram } from '../../../src/live/run-program.ts';
import { createWorkspace, type Workspace } from '../../../src/live/workspace.ts';
import { toAccount } from '../accounts.ts';
import { toFolders } from '../paths.ts';
import { readWhere } from '../readings.ts';
import { hasLoneSurrogate, isNoText } from '../refusals.ts';
import type { Subject, Suite } from '../subject.ts';

/** Folders that it makes. */
const folder: Subject<Workspace> = {
  maker: 'path',
  position: 'a line',
  adapt: toFolders,
  make: (value) => path`${value}`,
  refusable: (value) => isNoText(value) || /[\x01-\x1f\x7f]/.test(value),
  async ask(workspace, questions) {
    const folders = await foldersOf(
      workspace,
      questions.map(({ value }) => value),
      questions.map(({ text }) => `d ${text} 0755 root root -`),
    );
    return readWhere(questions, (index) => folders[index] === true);
  },
};

/** Owners that folders get. */
const owner: Subject<Workspace> = {
  maker: 'account',
  position: 'an owner',
  adapt: toAccount,
  make: (value) => account`${value}`,
  refusable: () => false,
  async ask(workspace, questions) {
    const names = [...new Set(questions.map(({ value }) => value))];
    const passwd = names.map((name, index) => `${name}:x:${index + 1000}:0::/:/bin/false\n`);
    const owners = await ownersOf(
      workspace,
      passwd.join(''),
      questions.map(({ text }, index) => `d /f${index} 0755 ${text} root -`),
    );
    return readWhere(
      questions,
      (index) => owners[index] === names.indexOf(questions[index]?.value ?? '') + 1000,
    );
  },
};

/** Text that changes nothing: what follows it is still there. */
const text: Subject<Workspace> = {
  maker: 'comment',
  position: 'its line',
  make: (value) => comment`of ${value}`,
  refusable: hasLoneSurrogate,
  async ask(workspace, questions) {
    const folders = await foldersOf(
      workspace,
      questions.map((_, index) => `/f${index}`),
      questions.map((question, index) => `# ${question.text}\nd /f${index} 0755 root root -`),
    );
    return readWhere(questions, (index) => folders[index] === true);
  },
};

/** The owners of the folders /f0, /f1 ... that lines make, where these users are known. */
async function ownersOf(
  workspace: Workspace,
  passwd: string,
  lines: readonly string[],
): Promise<readonly number[]> {
  const root = workspace.path('root');
  await mkdir(`${root}/etc`, { recursive: true });
  try {
    await writeFile(`${root}/etc/passwd`, passwd);
    await writeFile(`${root}/etc/group`, 'root:x:0:\n');
    const file = await workspace.write('tmpfiles.conf', `${lines.join('\n')}\n`);
    const command = ['systemd-tmpfiles', '--create', `--root=${root}`, file] as const;
    const { code, stderr } = await runProgram([...command]);
    if (code !== 0 || stderr !== '') throw new Error(`status ${code}: ${stderr}`);
    return Promise.all(lines.map(async (_, index) => (await stat(`${root}/f${index}`)).uid));
  } finally {
    await rm(root, { recursive: true });
  }
}

/** Has systemd-tmpfiles make folders below one of ours; answers which of the wanted there are. */
async function foldersOf(
  workspace: Workspace,
  wanted: readonly string[],
  lines: readonly string[],
): Promise<readonly boolean[]> {
  const root = workspace.path('root');
  await mkdir(root);
  try {
    const file = await workspace.write('tmpfiles.conf', `${lines.join('\n')}\n`);
    const { code, stderr } = await runProgram([
      'systemd-tmpfiles',
      '--create',
      `--root=${root}`,
      file,
    ]);
    if (code !== 0 || stderr !== '') throw new Error(`status ${code}: ${stderr}`);
    return wanted.map((path) => existsSync(`${root}${path}`));
  } finally {
    await rm(root, { recursive: true });
  }
}

export const tmpfiles: Suite<Workspace> = {
  dialect: 'tmpfiles',
  needs: ['systemd-tmpfiles', 'root'],
  open: createWorkspace,
  subjects: [folder, owner, text],
};
