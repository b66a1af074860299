import type { FileStatus, Host } from './host.ts';

/** A user as the kernel judges it. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  /** The primary one first. */
  readonly groups: readonly number[];
}

/** Whether the modes let an account do something (path_resolution(7)); access control lists may say otherwise. */
export function may(
  { uid, groups }: Account,
  { kind, uid: owner, gid, mode }: FileStatus,
  what: 'read' | 'write' | 'execute',
): boolean {
  const bit = { read: 4, write: 2, execute: 1 }[what];
  if (uid === 0) return bit !== 1 || kind === 'folder' || (mode & 0o111) !== 0;
  const shift = uid === owner ? 6 : groups.includes(gid) ? 3 : 0;
  return ((mode >> shift) & bit) !== 0;
}

/** What keeps an account from a path: a folder above it that is not there, is none, or is closed to it. */
export type Barrier = {
  readonly path: string;
  readonly kind: 'missing' | 'no folder' | 'closed' | 'unseen';
};

/** The first folder above a path that stops an account; null: it comes through. */
export async function barrierOn(
  path: string,
  account: Account | null,
  host: Host,
): Promise<Barrier | null> {
  for (const folder of foldersAbove(path)) {
    const status = await host.status(folder);
    if (status === 'missing') return { path: folder, kind: 'missing' };
    if (status === 'unseen') return { path: folder, kind: 'unseen' };
    if (status.kind !== 'folder') return { path: folder, kind: 'no folder' };
    if (account !== null && !may(account, status, 'execute')) {
      return { path: folder, kind: 'closed' };
    }
  }
  return null;
}

function foldersAbove(path: string): readonly string[] {
  const names = path.split('/').slice(1, -1);
  return ['/', ...names.map((_, index) => `/${names.slice(0, index + 1).join('/')}`)];
}

/** As ls prints it, in octal: 0660. */
export function octal({ mode }: FileStatus): string {
  return `0${(mode & 0o777).toString(8).padStart(3, '0')}`;
}
