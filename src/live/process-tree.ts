import { readdirSync, readFileSync } from 'node:fs';

/** A process that is told from a later one with the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly startTime: string;
}

/**
 * The living descendants of a process, itself not included. A process group is not enough:
 * supervisord 4.2.5 gives each of its programs a group of its own. Empty where there is no /proc.
 */
export function descendantsOf(pid: number): readonly ProcessIdentity[] {
  const children = new Map<number, ProcessIdentity[]>();
  for (const entry of listProc()) {
    const stat = readStat(Number(entry));
    if (!stat || stat.state === 'Z') continue;
    const siblings = children.get(stat.parent) ?? [];
    siblings.push({ pid: Number(entry), startTime: stat.startTime });
    children.set(stat.parent, siblings);
  }
  const found = [...(children.get(pid) ?? [])];
  for (const { pid: parent } of found) found.push(...(children.get(parent) ?? []));
  return found;
}

/** Tells whether that very process still runs (a zombie does not). */
export function isRunning({ pid, startTime }: ProcessIdentity): boolean {
  const stat = readStat(pid);
  return stat !== null && stat.startTime === startTime && stat.state !== 'Z';
}

/** Sends SIGKILL to those that still run. */
export function killAll(processes: readonly ProcessIdentity[]): void {
  for (const each of processes) if (isRunning(each)) sendSignal(each.pid, 'SIGKILL');
}

/** Sends a signal to a process, or with a negative number to a group; false when there is none. */
export function sendSignal(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false;
    throw error;
  }
}

function listProc(): string[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch (error) {
    if (isGone(error)) return [];
    throw error;
  }
}

function readStat(pid: number) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name in parentheses may hold spaces and parentheses of its own (proc(5)).
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const [state = '', parent = ''] = fields;
    return { state, parent: Number(parent), startTime: fields[19] ?? '' };
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
}

function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && ['ENOENT', 'ESRCH'].includes(`${error.code}`);
}
