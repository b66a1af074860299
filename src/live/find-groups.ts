import { readFile } from 'node:fs/promises';

/** The groups that list a user as a member, as group(5) has them. */
export async function findGroups(user: string): Promise<readonly number[]> {
  const lines = (await readFile('/etc/group', 'utf8')).split('\n');
  return lines
    .map((line) => line.split(':'))
    .filter(([, , , members]) => members?.split(',').includes(user))
    .map(([, , gid]) => Number(gid));
}
