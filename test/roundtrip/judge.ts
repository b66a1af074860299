import { toByteString } from '../../src/core/byte-string.ts';
import { Token } from '../../src/core/token.ts';
import { placed } from '../unit/placed.ts';
import type { Question, Reading, Subject } from './subject.ts';

/** What became of the strings of one subject. */
export interface Verdict {
  readonly strings: number;
  readonly accepted: number;
  readonly refused: number;
  /** Refused although the language can hold them, or accepted although it can't. */
  readonly misjudged: readonly string[];
  /** Accepted, and read as something else. */
  readonly wrong: readonly Wrong[];
}

export interface Wrong {
  readonly values: readonly string[];
  readonly read: readonly Reading[];
  /** What the program said, if it refused the configuration. */
  readonly problem: string | null;
}

export interface JudgeOptions<Lab> {
  readonly dialect: string;
  readonly subject: Subject<Lab>;
  readonly lab: Lab;
  readonly values: readonly string[];
}

/** Makes a token of every value and has the program read them, thousands in one configuration. */
export async function judge<Lab>(options: JudgeOptions<Lab>): Promise<Verdict> {
  const { values, subject } = options;
  const accepted = values.filter((value) => textOf(options, value, 0) !== null);
  const wrong: Wrong[] = [];
  for (let start = 0; start < accepted.length; start += BATCH) {
    wrong.push(...(await wrongOf(options, accepted.slice(start, start + BATCH))));
    if (wrong.length >= ENOUGH) break;
  }
  const isAccepted = new Set(accepted);
  return {
    strings: values.length,
    accepted: accepted.length,
    refused: values.length - accepted.length,
    misjudged: values.filter((value) => isAccepted.has(value) === subject.refusable(value)),
    wrong,
  };
}

// lighttpd 1.4.69 holds 4096 conditions, and a value may take two.
const BATCH = 2000;
/** Nobody reads more, and each costs a dozen configurations. */
const ENOUGH = 5;

/** Bisects: the fewest values that go wrong together, mostly one. */
async function wrongOf<Lab>(
  options: JudgeOptions<Lab>,
  values: readonly string[],
): Promise<readonly Wrong[]> {
  const whole = await readingOf(options, values);
  if (whole === null) return [];
  const half = Math.ceil(values.length / 2);
  if (values.length === 1) return [whole];
  const left = await wrongOf(options, values.slice(0, half));
  if (left.length >= ENOUGH) return left;
  const parts = [...left, ...(await wrongOf(options, values.slice(half)))];
  return parts.length > 0 ? parts : [whole];
}

/** What was read, if it isn't what was meant. */
async function readingOf<Lab>(
  options: JudgeOptions<Lab>,
  values: readonly string[],
): Promise<Wrong | null> {
  const questions = values.map((value, index) => question(options, value, index));
  try {
    const read = await options.subject.ask(options.lab, questions);
    if (read.length !== values.length) throw new TypeError('not one reading for each value');
    const isRight = values.every((value, index) => read[index] === toByteString(value));
    return isRight ? null : { values, read, problem: null };
  } catch (error) {
    return { values, read: [], problem: String(error) };
  }
}

function question<Lab>(options: JudgeOptions<Lab>, value: string, index: number): Question {
  const text = textOf(options, value, index);
  if (text === null) throw new TypeError(`refused at ${index}, not at 0: ${JSON.stringify(value)}`);
  return { value, text };
}

/** A token as it is written; null if the language can't hold it. */
function textOf<Lab>(
  { dialect, subject, lab }: JudgeOptions<Lab>,
  value: string,
  index: number,
): string | null {
  const token = subject.make(placed(value), index, lab);
  const text = Token.read(token, dialect, [subject.kind ?? subject.maker]);
  return typeof text === 'string' ? text : null;
}
