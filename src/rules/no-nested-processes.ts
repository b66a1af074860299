import type { Application } from '../core/model.ts';
import type { Rule } from '../core/rule.ts';
import { startedPrograms } from '../core/started-programs.ts';
import { uwsgiOptions } from './uwsgi-options.ts';

export const noNestedProcesses: Rule = {
  code: 'no-nested-processes',
  severity: 'warning',
  summary: '"processes" of a command that starts several processes itself',
  check({ applications }, report) {
    for (const application of applications) {
      const { processes, command } = application;
      const own = ownProcesses(application);
      if (command === null || processes.value < 2 || own < 2) continue;
      report({
        at: processes,
        message: `"processes: ${processes.value}" starts the command ${processes.value} times, and each starts ${own} itself: ${processes.value * own}`,
        help: 'say the number once: in the command, or as "processes"',
      });
    }
  },
};

/** How many processes the command says that it starts; 1 where it says nothing. */
function ownProcesses(application: Application): number {
  const uwsgi = uwsgiOptions(application);
  const said = [
    ...(uwsgi?.stated.get('processes') ?? []),
    ...(uwsgi?.stated.get('workers') ?? []),
    ...startedPrograms(application).flatMap(({ name, arguments: words }) =>
      valuesOf(
        FORKS.get(name),
        words.map(({ value }) => value),
      ),
    ),
    ...application.environment
      .filter(({ name }) => name.value === 'PHP_FCGI_CHILDREN')
      .map(({ value }) => value.value),
  ];
  return Math.max(1, ...said.filter((text) => /^[0-9]{1,4}$/.test(text)).map(Number));
}

const FORKS: ReadonlyMap<string, RegExp> = new Map([
  ['multiwatch', /^(?:-f|--forks=?)([0-9]*)$/],
  ['fcgiwrap', /^-c([0-9]*)$/],
]);

function valuesOf(option: RegExp | undefined, words: readonly string[]): readonly string[] {
  return words.flatMap((word, index) => {
    const glued = option?.exec(word)?.[1];
    return glued === undefined ? [] : [glued || (words[index + 1] ?? '')];
  });
}
