import type { Target } from '../core/target.ts';
import { findTarget } from '../targets/index.ts';
import type { Shown } from './stack.ts';

/** The web server and the manager that a picture shows: those asked for, else nginx and systemd. */
export function shownTargets(asked: readonly Target[]): Shown {
  const find = (side: Target['side'], standard: string): Target => {
    const found = asked.find((target) => target.side === side) ?? findTarget(standard);
    if (found === undefined) throw new TypeError(`${standard} is not registered`);
    return found;
  };
  return { web: find('web', 'nginx'), manager: find('process', 'systemd') };
}
