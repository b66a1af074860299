import { toByteString } from '../../../src/core/byte-string.ts';
import { comment, section, text, variable } from '../../../src/dialects/php-fpm.ts';
import { runProgram } from '../../../src/live/run-program.ts';
import { createWorkspace, type Workspace } from '../../../src/live/workspace.ts';
import { toAccount } from '../accounts.ts';
import { readWhere } from '../readings.ts';
import { hasLoneSurrogate, isNoText } from '../refusals.ts';
import type { Subject, Suite } from '../subject.ts';

const PROGRAM = 'php-fpm8.2';

/** What it says that a setting is. */
const value: Subject<Workspace> = {
  maker: 'text',
  position: 'a setting',
  // A line of its log has so many bytes.
  adapt: (string) => (Buffer.byteLength(string) > 800 ? null : string),
  make: (placed) => text`${placed}`,
  refusable: (string) => string === '' || isNoText(string) || /[\x01-\x1f\x7f$]/.test(string),
  async ask(workspace, questions) {
    const lines = await dump(
      workspace,
      `[pool]\n${POOL}${questions.map((question, index) => `env[V${index}] = ${question.text}\n`).join('')}`,
    );
    const read = new Map(
      lines.flatMap((line) => {
        const [, name, said] = /^env\[(V\d+)\] = (.*)$/s.exec(line) ?? [];
        return name === undefined ? [] : [[name, said ?? '']];
      }),
    );
    return questions.map((_, index) => {
      const said = read.get(`V${index}`);
      return said === undefined ? null : toByteString(said);
    });
  },
};

/** Pools by their names. */
const pool: Subject<Workspace> = {
  maker: 'section',
  position: 'a pool',
  adapt: toAccount,
  make: (placed) => section`${placed}`,
  refusable: () => false,
  async ask(workspace, questions) {
    const names = [...new Set(questions.map((question) => question.text))];
    const lines: string[] = [];
    // More than the end of a long output is not kept.
    for (let first = 0; first < names.length; first += 40) {
      const pools = names
        .slice(first, first + 40)
        .map((name, index) => `[${name}]\n${POOL.replace('0', String(index))}`);
      lines.push(...(await dump(workspace, pools.join(''))));
    }
    return readWhere(questions, (index) => lines.includes(`[${questions[index]?.value}]`));
  },
};

/** Variables by their names. */
const name: Subject<Workspace> = {
  maker: 'variable',
  position: 'env[]',
  every: 10,
  adapt: (string) => `V${string.replace(/\W/g, '_')}`.slice(0, 100),
  make: (placed) => variable`${placed}`,
  refusable: () => false,
  async ask(workspace, questions) {
    const settings = questions.map((question) => `env[${question.text}] = x\n`);
    const lines = await dump(workspace, `[pool]\n${POOL}${settings.join('')}`);
    return readWhere(questions, (index) => lines.includes(`env[${questions[index]?.value}] = x`));
  },
};

/** Text that changes nothing: what follows it is still there. */
const remark: Subject<Workspace> = {
  maker: 'comment',
  position: 'its line',
  make: (placed) => comment`of ${placed}`,
  refusable: hasLoneSurrogate,
  async ask(workspace, questions) {
    const settings = questions.map((question, index) => `; ${question.text}\nenv[V${index}] = x\n`);
    const lines = await dump(workspace, `[pool]\n${POOL}${settings.join('')}`);
    return readWhere(questions, (index) => lines.includes(`env[V${index}] = x`));
  },
};

const POOL = 'listen = /tmp/none-0.sock\nuser = nobody\npm = static\npm.max_children = 1\n';

/** What `php-fpm -tt` says of a configuration, without its marks. */
async function dump(workspace: Workspace, pools: string): Promise<readonly string[]> {
  const file = await workspace.write('fpm.conf', `[global]\nerror_log = /dev/null\n${pools}`);
  const { code, stderr } = await runProgram([PROGRAM, '-tt', '--fpm-config', file]);
  if (code !== 0) throw new Error(`status ${code}: ${stderr}`);
  return stderr.split('\n').map((line) => line.replace(/^\[.*?\] NOTICE: \t?/, ''));
}

export const phpFpm: Suite<Workspace> = {
  dialect: 'php-fpm',
  needs: [PROGRAM, 'root'],
  open: createWorkspace,
  subjects: [value, pool, name, remark],
};
