import type { Static } from '../core/model.ts';

/** An absolute path without "//", ".", ".." and a slash at its end; the root is ''. Links are not followed: there is no disk here. */
export function normalisePath(path: string): string {
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment === '..') segments.pop();
    else segments.push(`/${segment}`);
  }
  return segments.join('');
}

/** Whether a static entry hands out what lies at a path. */
export function serves({ kind, path: served }: Static, path: string): boolean {
  const [outer, inner] = [normalisePath(served.value), normalisePath(path)];
  return inner === outer || (kind === 'folder' && inner.startsWith(`${outer}/`));
}
