import { existsSync } from 'node:fs';
import { TestRunner } from 'vitest';
import { findProgram } from '../../src/live/find-program.ts';

/** What a test may need of the machine: to be root, systemd with its cgroups, a module of Apache, or a program of that name. */
export type Need = 'root' | 'systemd' | 'mod_fcgid' | (string & {});

/**
 * Whether the machine has what a test needs, for `describe.runIf(needs('nginx', 'root'))`. With CI=true nothing may be
 * skipped: it throws. Elsewhere it says what is missing, there and to the reporter.
 */
export function needs(...needed: readonly Need[]): boolean {
  const missing = needed.filter((need) => !isHere(need));
  if (missing.length === 0) return true;
  const message = `skipped for want of: ${missing.join(', ')}`;
  if (isTrue(process.env.CI)) throw new Error(message);
  process.stderr.write(`${message}\n`);
  const { file } = TestRunner.getCurrentSuite();
  if (file !== undefined) file.meta.missing = [...(file.meta.missing ?? []), ...missing];
  return false;
}

function isHere(need: Need): boolean {
  if (need === 'root') return process.getuid?.() === 0;
  if (need === 'mod_fcgid') return existsSync('/usr/lib/apache2/modules/mod_fcgid.so');
  if (need !== 'systemd') return findProgram(need) !== null;
  const cgroups = ['/sys/fs/cgroup', '/sys/fs/cgroup/unified'];
  return (
    existsSync('/lib/systemd/systemd') &&
    cgroups.some((folder) => existsSync(`${folder}/cgroup.controllers`))
  );
}

function isTrue(text: string | undefined): boolean {
  return text !== undefined && !['', '0', 'false'].includes(text);
}
