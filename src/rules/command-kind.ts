import type { Application } from '../core/model.ts';

export type CommandKind = 'uwsgi' | 'python' | 'perl' | 'php' | 'node' | 'ruby' | 'shell';

/** Which server or interpreter a command starts, by the name of its program; null where the name does not tell. */
export function commandKind({ command }: Pick<Application, 'command'>): CommandKind | null {
  const program = command?.value[0].value.split('/').at(-1) ?? '';
  return PROGRAMS.find(([pattern]) => pattern.test(program))?.[1] ?? null;
}

// Distributions add versions and plugins: python3.11, uwsgi_python3, php-cgi8.2.
const PROGRAMS: readonly (readonly [RegExp, CommandKind])[] = [
  [/^uwsgi([-_][a-z0-9_.-]+)?$/, 'uwsgi'],
  [/^(python|pypy)[0-9.]*$|\.py$/, 'python'],
  [/^perl[0-9.]*$|\.pl$/, 'perl'],
  [/^php(-?cgi|-?fpm)?[0-9.]*$|\.php$/, 'php'],
  [/^node(js)?[0-9]*$|\.[cm]?js$/, 'node'],
  [/^ruby[0-9.]*$|\.rb$/, 'ruby'],
  [/^(ba|da)?sh$|\.sh$/, 'shell'],
];

/** The words of a command after its program. */
export function argumentsOf({ command }: Pick<Application, 'command'>): readonly string[] {
  return (command?.value ?? []).slice(1).map(({ value }) => value);
}
