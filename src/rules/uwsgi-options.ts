import type { Application } from '../core/model.ts';
import type { Placed } from '../core/place.ts';
import { startedPrograms } from '../core/started-programs.ts';

/** How a command starts uWSGI. */
export interface UwsgiOptions {
  readonly at: Placed<string>;
  /** The options of the command by their long names, with all their values. */
  readonly stated: ReadonlyMap<string, readonly string[]>;
  /** Whether there are no others: none in a file, none in the environment. */
  readonly areAll: boolean;
}

/** The options of the uWSGI that a command starts; null for another program. */
export function uwsgiOptions(application: Application): UwsgiOptions | null {
  const program = startedPrograms(application).find(({ name }) =>
    /^uwsgi([-_][a-z0-9_.-]+)?$/.test(name),
  );
  if (program === undefined) return null;
  const words = program.arguments.map(({ value }) => value);
  const { environment, environmentFile } = application;
  const isToldElsewhere =
    environmentFile !== null || environment.some(({ name }) => name.value.startsWith('UWSGI_'));
  return {
    at: program.at,
    stated: readOptions(words),
    areAll: !isToldElsewhere && !words.some((word) => FILE.test(word)),
  };
}

// Files of options, and the options that read one: of every language, of the emperor, of Paste.
const FILE =
  /\.(ini|xml|ya?ml|json|js|conf|cfg)$|^(-[xyj]|--(ini|xml|ya?ml|yml|json|config|include|inherit|emperor|zerg|ini-paste(-logged)?|paste))(=|$)/;

function readOptions(words: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const stated = new Map<string, readonly string[]>();
  for (const [index, word] of words.entries()) {
    const [, long, short, glued] = OPTION.exec(word) ?? [];
    const name = long ?? SHORT.get(short ?? '');
    if (name === undefined) continue;
    const next = words[index + 1] ?? '';
    const value = glued || (next.startsWith('-') ? '' : next);
    stated.set(name, [...(stated.get(name) ?? []), value]);
  }
  return stated;
}

const OPTION = /^(?:--([a-z0-9-]+)|-([A-Za-z]))(?:=?(.*))$/s;

const SHORT: ReadonlyMap<string, string> = new Map([
  ['s', 'socket'],
  ['p', 'processes'],
  ['M', 'master'],
]);
