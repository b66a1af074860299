import { readFile } from 'node:fs/promises';
import { toByteString } from '../../../src/core/byte-string.ts';
import { comment, name, script } from '../../../src/dialects/procfile.ts';
import { runProgram } from '../../../src/live/run-program.ts';
import { createWorkspace, type Workspace } from '../../../src/live/workspace.ts';
import { readWhere } from '../readings.ts';
import { hasLoneSurrogate } from '../refusals.ts';
import type { Subject, Suite } from '../subject.ts';

const process: Subject<Workspace> = {
  maker: 'name',
  position: 'a process',
  adapt: toName,
  make: (value) => name`${value}`,
  refusable: (value) => !/^[A-Za-z0-9_-]+$/.test(value),
  async ask(workspace, questions) {
    const read = await entries(
      workspace,
      questions.map(({ text }) => `${text}: exec sh x\n`),
    );
    return questions.map((_, index) => toByteString(read[index]?.name ?? ''));
  },
};

const file: Subject<Workspace> = {
  maker: 'script',
  position: 'a command',
  adapt: toName,
  make: (value) => script`${value}`,
  refusable: (value) => !/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(value),
  async ask(workspace, questions) {
    const read = await entries(
      workspace,
      questions.map(({ text }) => `a: exec sh ${text}\n`),
    );
    return questions.map((_, index) =>
      toByteString(read[index]?.command.slice('exec sh '.length) ?? ''),
    );
  },
};

/** Text that changes nothing: what follows it is still there. */
const remark: Subject<Workspace> = {
  maker: 'comment',
  position: 'its line',
  make: (value) => comment`of ${value}`,
  refusable: hasLoneSurrogate,
  async ask(workspace, questions) {
    const lines = questions.map(({ text }, index) => `# ${text}\np${index}: x\n`);
    const read = await entries(workspace, lines);
    return readWhere(
      questions,
      (index) => read.length === questions.length && read[index]?.name === `p${index}`,
    );
  },
};

const READ = `require "foreman/procfile"; require "json"
all = []
Foreman::Procfile.new(ARGV[0]).entries { |name, command| all << { name: name, command: command } }
File.write(ARGV[1], JSON.generate(all))`;

/** What foreman reads, in the language C. */
async function entries(
  workspace: Workspace,
  lines: readonly string[],
): Promise<readonly { readonly name: string; readonly command: string }[]> {
  const result = workspace.path('read.json');
  const written = await workspace.write('Procfile', lines.join(''));
  const { code, stderr } = await runProgram(['ruby', '-e', READ, written, result], {
    environment: { LC_ALL: 'C' },
  });
  if (code !== 0) throw new Error(`status ${code}: ${stderr}`);
  return JSON.parse(await readFile(result, 'utf8'));
}

/** Every other string as it is, the rest as a name. */
function toName(value: string): string {
  if (value.length % 2 === 0) return value;
  return `a_-${Buffer.from(value).toString('hex').slice(0, 100)}`;
}

export const procfile: Suite<Workspace> = {
  dialect: 'procfile',
  needs: ['ruby', 'foreman'],
  open: createWorkspace,
  subjects: [process, file, remark],
};
