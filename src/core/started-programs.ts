import type { Application } from './model.ts';
import type { Placed } from './place.ts';

/** One of the programs that the words of a command start. */
export interface StartedProgram {
  /** Its file or module without the folders: "uwsgi", "python3.11", "manage.py". */
  readonly name: string;
  readonly at: Placed<string>;
  readonly arguments: readonly Placed<string>[];
}

/** What a command starts, the outermost first: env(1), multiwatch or an interpreter, and then what stands behind it. */
export function startedPrograms({
  command,
}: Pick<Application, 'command'>): readonly StartedProgram[] {
  return programsOf(command?.value ?? []);
}

/** The same of any command line. */
export function programsOf(line: readonly Placed<string>[]): readonly StartedProgram[] {
  const programs: StartedProgram[] = [];
  let words = line;
  for (;;) {
    const [at, ...others] = words;
    if (at === undefined) return programs;
    const name = at.value.split('/').at(-1) ?? '';
    programs.push({ name, at, arguments: others });
    words = wrapped(name, others);
  }
}

/** The words of the program that another one starts; none where it starts none, or where that can't be told. */
function wrapped(name: string, words: readonly Placed<string>[]): readonly Placed<string>[] {
  if (name === 'env') {
    const program = words.findIndex(({ value }) => !/^-i?$|^\w+=/.test(value));
    return program === -1 || words[program]?.value.startsWith('-') ? [] : words.slice(program);
  }
  if (/^(multiwatch|spawn-fcgi)$/.test(name)) {
    const end = words.findIndex(({ value }) => value === '--');
    return end === -1 ? [] : words.slice(end + 1);
  }
  if (/^(python|pypy)[0-9.]*$/.test(name)) return pythonScript(words);
  return /^(perl|ruby)[0-9.]*$/.test(name) && !words[0]?.value.startsWith('-') ? words : [];
}

function pythonScript(words: readonly Placed<string>[]): readonly Placed<string>[] {
  const script = words.findIndex(({ value }) => !/^-[bBdEiIOPqsSuvx]+$/.test(value));
  if (script === -1) return [];
  if (words[script]?.value === '-m') return words.slice(script + 1);
  return words[script]?.value.startsWith('-') ? [] : words.slice(script);
}
