import type { Diagnostic } from './diagnostic.ts';
import { blame, type Placed } from './place.ts';
import type { ProgramLine } from './process.ts';
import type { Reader } from './reader.ts';

/** A `command` with the place of each word; the program has to be the absolute path of a file. */
export function toProgramLine(
  stated: readonly string[],
  parent: Reader,
  report: (problem: Diagnostic) => void,
): Placed<ProgramLine> {
  const words = parent.within('command');
  const [program, ...parameters] = stated.map((word, index) => words.at(index, word));
  if (program === undefined) throw new TypeError('the schema lets no empty command pass');
  if (!program.value.startsWith('/')) {
    report(
      blame(program, {
        code: 'valid-command',
        message: `program "${program.value}" is no absolute path`,
        help: 'write the whole path, such as "/usr/bin/python3": nothing searches PATH',
      }),
    );
  } else if (program.value.endsWith('/')) {
    report(
      blame(program, {
        code: 'valid-command',
        message: `program "${program.value}" is a folder`,
        help: 'write the path of a program in it',
      }),
    );
  }
  return parent.at('command', [program, ...parameters] as const);
}
