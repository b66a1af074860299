import { toByteString } from '../../../src/core/byte-string.ts';
import {
  argument,
  comment,
  environment,
  plain,
  section,
} from '../../../src/dialects/supervisor.ts';
import { placed } from '../../unit/placed.ts';
import { toPath } from '../paths.ts';
import { readWhere } from '../readings.ts';
import { hasLoneSurrogate, isNoText } from '../refusals.ts';
import type { Reading, Subject } from '../subject.ts';
import type { SupervisorLab } from './lab.ts';

/** Words of a command, all of one. */
const word: Subject<SupervisorLab> = {
  maker: 'argument',
  position: 'command',
  make: (value) => argument`${value}`,
  refusable: isRefusable,
  async ask(lab, questions) {
    const words = questions.map(({ text }) => text);
    const programs = await lab.parse([
      ...programOf('p'),
      ['command=/usr/bin/true', ...words].join(' '),
    ]);
    return (programs.get('p')?.arguments.slice(1) ?? []).map(toReading);
  },
};

/** Variables, all of one program. */
const variable: Subject<SupervisorLab> = {
  maker: 'environment',
  position: 'environment',
  make: (value, index) => environment`V${placed(10_000 + index)}=${value}`,
  // It strips quotes of both kinds at the ends, and knows no escape for either.
  refusable: (value) => isRefusable(value) || /^["']|["']$|".*'|'.*"/s.test(value),
  async ask(lab, questions) {
    const programs = await lab.parse([
      ...programOf('p'),
      'command=/usr/bin/true',
      'environment=',
      questions.map(({ text }) => `    ${text}`).join(',\n'),
    ]);
    const read = programs.get('p')?.environment ?? {};
    return questions.map((_, index) => toReading(read[`V${10_000 + index}`]));
  },
};

/** The rest of a line. */
const rest: Subject<SupervisorLab> = {
  maker: 'plain',
  position: 'directory',
  make: (value) => plain`${value}`,
  refusable: (value) =>
    isRefusable(value) || value.includes('\n') || beginsInBlank(value) || endsInBlank(value),
  async ask(lab, questions) {
    const programs = await lab.parse(
      questions.flatMap(({ text }, index) => [
        ...programOf(`p${index}`),
        'command=/usr/bin/true',
        `directory=${text}`,
      ]),
    );
    return questions.map((_, index) => toReading(programs.get(`p${index}`)?.directory));
  },
};

/** The same as the path of a socket. */
const socket: Subject<SupervisorLab> = {
  maker: 'plain',
  position: 'socket',
  adapt: (value) => toPath(value).replace(/(?<=.)\/$/s, ''),
  make: (value) => plain`unix://${value}`,
  refusable: (value) => isRefusable(value) || value.includes('\n') || endsInBlank(value),
  async ask(lab, questions) {
    const programs = await lab.parse(
      questions.flatMap(({ text }, index) => [
        `[fcgi-program:p${index}]`,
        'command=/usr/bin/true',
        `socket=${text}`,
      ]),
    );
    return questions.map((_, index) =>
      toReading(programs.get(`p${index}`)?.socket.replace(/^unix:\/\//, '')),
    );
  },
};

/** The name of a program. */
const name: Subject<SupervisorLab> = {
  maker: 'section',
  position: 'a section',
  adapt: toName,
  make: (value) => section`fcgi-program:${value}`,
  refusable: (value) => !/^[A-Za-z0-9_.-]+$/.test(value),
  async ask(lab, questions) {
    const programs = await lab.parse(
      questions.flatMap(({ text }) => [
        `[${text}]`,
        'command=/usr/bin/true',
        'socket=unix:///run/s',
      ]),
    );
    return questions.map(({ value }) => (programs.has(value) ? toByteString(value) : null));
  },
};

/** Text that changes nothing: what follows it is still there. */
const text: Subject<SupervisorLab> = {
  maker: 'comment',
  position: 'its line',
  make: (value) => comment`of ${value}`,
  refusable: hasLoneSurrogate,
  async ask(lab, questions) {
    const programs = await lab.parse(
      questions.flatMap((question, index) => [
        `; ${question.text}`,
        ...programOf(`p${index}`),
        `; ${question.text}`,
        'command=/usr/bin/true',
      ]),
    );
    return readWhere(
      questions,
      (index) =>
        programs.get(`p${index}`)?.arguments.length === 1 && programs.size === questions.length,
    );
  },
};

function programOf(program: string): readonly string[] {
  return [`[fcgi-program:${program}]`, 'socket=unix:///run/s'];
}

/** A text file has one kind of line end for Python. */
function isRefusable(value: string): boolean {
  return isNoText(value) || value.includes('\r');
}

function beginsInBlank(value: string): boolean {
  return PYTHON_BLANKS.has(value.slice(0, 1));
}

function endsInBlank(value: string): boolean {
  return PYTHON_BLANKS.has(value.slice(-1));
}

/** What str.strip() drops. */
const PYTHON_BLANKS = new Set(
  '\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000',
);

/** Every other string as it is, the rest as a name. */
function toName(value: string): string {
  if (value.length % 2 === 0) return value;
  return `a_.-${Buffer.from(value).toString('hex').slice(0, 100)}`;
}

function toReading(value: string | null | undefined): Reading {
  return typeof value !== 'string' ? null : toByteString(value);
}

export const subjects = [word, variable, rest, socket, name, text];
