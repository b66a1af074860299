import { readFileSync } from 'node:fs';

/** A process of this machine, told apart from a later one that has its id. */
export interface ProcessMark {
  readonly pid: number;
  /** When it began, in a unit of the system's own; null where the system does not say. */
  readonly born: string | null;
}

export function thisProcess(): ProcessMark {
  return { pid: process.pid, born: bornAt(process.pid) };
}

/** Whether a process still runs, whoever owns it. */
export function isAlive({ pid, born }: ProcessMark): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return born === null || (bornAt(pid) ?? born) === born;
}

/** The start time of proc(5), the 22nd field; the second one, the name, may hold spaces and parentheses. */
function bornAt(pid: number): string | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}
