import { normalisePath } from './disk-path.ts';

/** A folder that only its user enters, with the user's name where the path has it: a home, or what a session has at run time. */
export function privateFolder(
  path: string,
): { readonly folder: string; readonly user: string | null } | null {
  if (!path.startsWith('/')) return null;
  const [folder, home, isRoot] = PRIVATE.exec(`${normalisePath(path)}/`) ?? [];
  if (folder === undefined) return null;
  return { folder, user: home ?? (isRoot === undefined ? null : 'root') };
}

const PRIVATE = /^\/(?:home\/([^/]+)|(root)|(?:var\/)?run\/user\/[^/]+)(?=\/)/;
