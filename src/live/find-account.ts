import { readFile } from 'node:fs/promises';
import type { Account } from './start-workers.ts';

/** The user of that name, as passwd(5) lists it; null where there is none. */
export async function findAccount(name: string): Promise<Account | null> {
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n');
  const [, , uid, gid] = lines.map((line) => line.split(':')).find(([user]) => user === name) ?? [];
  return uid === undefined || gid === undefined ? null : { uid: Number(uid), gid: Number(gid) };
}
