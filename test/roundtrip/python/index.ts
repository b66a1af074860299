import { readFile } from 'node:fs/promises';
import { comment, name, number, string } from '../../../src/dialects/python.ts';
import { runProgram } from '../../../src/live/run-program.ts';
import { createWorkspace, type Workspace } from '../../../src/live/workspace.ts';
import { readWhere } from '../readings.ts';
import { hasLoneSurrogate, isNoText } from '../refusals.ts';
import type { Subject, Suite } from '../subject.ts';

const text: Subject<Workspace> = {
  maker: 'string',
  position: 'a value',
  make: (placed) => string`${placed}`,
  refusable: isNoText,
  async ask(workspace, questions) {
    const said = await run(
      workspace,
      questions.map((question) => `say(${question.text})\n`),
    );
    return questions.map((_, index) => said[index] ?? null);
  },
};

const whole: Subject<Workspace> = {
  maker: 'number',
  position: 'a value',
  adapt: (value) => BigInt(`0x0${Buffer.from(value).toString('hex').slice(0, 12)}`).toString(),
  make: (placed) => number`${placed}`,
  refusable: () => false,
  async ask(workspace, questions) {
    const said = await run(
      workspace,
      questions.map((question) => `say(str(${question.text}))\n`),
    );
    return questions.map((_, index) => said[index] ?? null);
  },
};

const names: Subject<Workspace> = {
  maker: 'name',
  position: 'import',
  adapt: (value) => `v${value.replace(/[^\w]/g, '_')}`.slice(0, 100),
  make: (placed) => name`${placed}`,
  refusable: () => false,
  async ask(workspace, questions) {
    const statement = `sys.modules['m'] = type('M', (), {'__getattr__': lambda self, name: name})()\n`;
    const lines = questions.map(({ text }) => `from m import ${text} as found\nsay(found)\n`);
    const said = await run(workspace, [statement, ...lines]);
    return questions.map((_, index) => said[index] ?? null);
  },
};

/** Text that changes nothing: what follows it is still there. */
const remark: Subject<Workspace> = {
  maker: 'comment',
  position: 'its line',
  make: (placed) => comment`of ${placed}`,
  refusable: hasLoneSurrogate,
  async ask(workspace, questions) {
    const lines = questions.map((question, index) => `# ${question.text}\nsay('${index}')\n`);
    const said = await run(workspace, lines);
    return readWhere(questions, (index) => said.includes(String(index)));
  },
};

/** What a script says, as byte strings. */
async function run(workspace: Workspace, lines: readonly string[]): Promise<readonly string[]> {
  const head = `import json, sys\nsaid = []\nsay = lambda text: said.append(text.encode().decode('latin-1'))\n`;
  const file = await workspace.write(
    'script.py',
    `${head}${lines.join('')}json.dump(said, open(sys.argv[1], 'w'))\n`,
  );
  const answer = workspace.path('said.json');
  const { code, stderr } = await runProgram(['/usr/bin/python3', file, answer]);
  if (code !== 0) throw new Error(stderr.slice(-500));
  return JSON.parse(await readFile(answer, 'utf8')) as readonly string[];
}

export const python: Suite<Workspace> = {
  dialect: 'python',
  needs: ['python3'],
  open: createWorkspace,
  subjects: [text, whole, names, remark],
};
