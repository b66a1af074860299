import { existsSync, writeFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { toByteString } from '../../../src/core/byte-string.ts';
import { argument, comment, environment, path, pattern } from '../../../src/dialects/systemd.ts';
import { placed } from '../../unit/placed.ts';
import { type Pack, packs } from '../packs.ts';
import { toFileName, toSocketName } from '../paths.ts';
import { readWhere } from '../readings.ts';
import { hasLoneSurrogate } from '../refusals.ts';
import type { Question, Reading, Subject } from '../subject.ts';
import { type SystemdLab, TELL } from './lab.ts';
import { isRefusable, isRefusableLine } from './refusable.ts';

/** Arguments of a program. */
const word: Subject<SystemdLab> = {
  maker: 'argument',
  position: 'ExecStart',
  make: (value) => argument`${value}`,
  refusable: isRefusable,
  async ask(lab, questions) {
    const read: string[] = [];
    for (const { entries } of packsOf(questions)) {
      const words = entries.map(([, { text }]) => text);
      const start = await lab.run([`ExecStart=${TELL} ${words.join(' ')}`]);
      read.push(...start.arguments);
    }
    return read.map(toByteString);
  },
};

/** Variables of a program. */
const variable: Subject<SystemdLab> = {
  maker: 'environment',
  position: 'Environment',
  make: (value, index) => environment`${placed(nameOf(index))}=${value}`,
  refusable: isRefusable,
  ask: (lab, questions) => askVariables(lab, questions, (_, { text }) => [`Environment=${text}`]),
};

/** Text that changes nothing: what follows it is still there. */
const text: Subject<SystemdLab> = {
  maker: 'comment',
  position: 'its line',
  make: (value) => comment`of ${value}`,
  refusable: hasLoneSurrogate,
  async ask(lab, questions) {
    const read = await askVariables(lab, questions, (index, question) => [
      `# ${question.text}`,
      `Environment=${nameOf(index)}=${index}`,
    ]);
    return readWhere(questions, (index) => read[index] === String(index));
  },
};

/** Files with variables, each of its own. */
const file: Subject<SystemdLab> = {
  maker: 'pattern',
  position: 'EnvironmentFile',
  adapt: (value) => below('/srv/environment', toFileName(value)),
  make: (value) => pattern`${value}`,
  refusable: (value) => isRefusableLine(value) || value.includes('\\'),
  async ask(lab, questions) {
    const folder = lab.machine.path('/srv/environment');
    await mkdir(folder, { recursive: true });
    try {
      for (const [index, { value }] of questions.entries()) {
        writeFileSync(lab.machine.path(value), `${nameOf(index)}=${index}\n`);
      }
      const read = await askVariables(lab, questions, (_, question) => [
        `EnvironmentFile=${question.text}`,
      ]);
      return readWhere(questions, (index) => read[index] === String(index));
    } finally {
      await rm(folder, { recursive: true });
    }
  },
};

/** Sockets, all of one unit. */
const socket: Subject<SystemdLab> = {
  maker: 'path',
  position: 'ListenStream',
  adapt: (value) => below('/run/sockets', toSocketName(value)),
  make: (value) => path`${value}`,
  refusable: isRefusableLine,
  ask: (lab, questions) => {
    const units = new Map([
      ['run.service', ['[Service]', 'ExecStart=/usr/bin/true']],
      [
        'run.socket',
        [
          '[Socket]',
          'RemoveOnStop=yes',
          ...questions.map((question) => `ListenStream=${question.text}`),
        ],
      ],
    ]);
    return lab.withUnits(units, async () => {
      await lab.machine.succeed('systemctl', 'start', 'run.socket');
      const isThere = questions.map(({ value }) => existsSync(lab.machine.path(value)));
      await lab.machine.succeed('systemctl', 'stop', 'run.socket');
      return readWhere(questions, (index) => isThere[index] === true);
    });
  },
};

/** The variables that settings of the values give a program. */
async function askVariables(
  lab: SystemdLab,
  questions: readonly Question[],
  settingsOf: (index: number, question: Question) => readonly string[],
): Promise<readonly Reading[]> {
  const read = new Map<string, string>();
  for (const { entries } of packsOf(questions)) {
    const settings = entries.flatMap(([index, question]) => settingsOf(index, question));
    const start = await lab.run([...settings, `ExecStart=${TELL}`]);
    for (const [name, value] of Object.entries(start.environment)) read.set(name, value);
  }
  return questions.map((_, index) => {
    const value = read.get(nameOf(index));
    return value === undefined ? null : toByteString(value);
  });
}

/** Linux gives a program 2 MB of arguments and environment together. */
function packsOf(questions: readonly Question[]): readonly Pack[] {
  return packs(questions, 500_000);
}

function nameOf(index: number): string {
  return `V${10_000 + index}`;
}

function below(folder: string, name: string | null): string | null {
  return name === null ? null : `${folder}/${name}`;
}

export const started = [word, variable, text, file, socket];
