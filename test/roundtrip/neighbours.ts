import { readWhere } from './readings.ts';
import type { Question, Reading } from './subject.ts';
import { folderOf, targetOf } from './web-lab.ts';

/**
 * Asks for the path of each value below a folder with the value's number, and for paths that are much like it: the value was
 * read where its own path alone matches.
 */
export async function askPatterns(
  questions: readonly Question[],
  ask: (targets: readonly PatternTarget[]) => Promise<readonly boolean[]>,
): Promise<readonly Reading[]> {
  const paths = questions.map(({ value }) => [value, ...neighboursOf(value)]);
  const matches = await ask(
    paths.flatMap((group, index) =>
      group.map((path) => ({ index, target: targetOf(`${folderOf(index)}${path}`) })),
    ),
  );
  let next = 0;
  const right = paths.map((group) => {
    const [own, ...others] = matches.slice(next, next + group.length);
    next += group.length;
    return own === true && !others.includes(true);
  });
  return readWhere(questions, (index) => right[index] === true);
}

export interface PatternTarget {
  /** Of the value whose pattern is to match or not. */
  readonly index: number;
  readonly target: string;
}

/** One character more, one less, and one that takes the place of all that might mean something. */
function neighboursOf(value: string): readonly string[] {
  const candidates = [
    `${value}x`,
    [...value].slice(0, -1).join(''),
    value.replace(/[^\w/]/gu, 'x'),
  ];
  // What a server makes something else of is no neighbour.
  return candidates.filter((path) => path !== value && /^\/(?!\/)/.test(path) && !/\/$/.test(path));
}
