import type { Answer, Bare } from './answer.ts';
import type { Area } from './areas.ts';
import type { Known } from './asked.ts';
import { because } from './because.ts';
import { type ByteString, toByteString } from './byte-string.ts';
import type { Static } from './model.ts';
import { routeApplication } from './route-application.ts';

/** How servers say that something is hidden or denied. */
export const FORBIDDEN = [403, 404];
/** How they say that files are only read. */
export const NOT_READ = [403, 404, 405];

/** What a static folder or file answers to who may come in. */
export function routeStatic(
  area: Extract<Area, { kind: 'static' }>,
  path: ByteString,
  asked: Known,
): Bare {
  const { static: entry } = area;
  const below = path.slice(toByteString(entry.url.value).length);
  const isFolder = entry.kind === 'folder' && (below === '' || below.endsWith('/'));
  const otherwise = entry.fallthrough.value ? fallback(area, path, asked) : null;
  if (!isRead(asked.method)) {
    const why = because(`files are for GET and HEAD, not ${asked.method}`);
    return otherwise ?? { kind: 'denied', statuses: NOT_READ, because: [why] };
  }
  const index = isFolder ? (entry.index?.value ?? null) : null;
  const onDisk = toByteString(entry.path.value) + (entry.kind === 'folder' ? below : '');
  return {
    kind: 'file',
    static: entry,
    path: index === null ? onDisk : `${onDisk}${toByteString(index)}`,
    otherwise,
    because: index === null ? [] : [because(`index ${JSON.stringify(index)}`, entry.index)],
    // A folder is not listed, and one named without its slash may be answered with a redirect to it.
    statuses:
      isFolder && index === null
        ? FORBIDDEN
        : [200, 206, 304, 404, 416, ...(entry.kind === 'folder' ? [301, 403] : [])],
  };
}

/** What the application says to a path that no file has. */
function fallback(
  { application, static: entry }: Extract<Area, { kind: 'static' }>,
  path: ByteString,
  asked: Known,
): Answer {
  const answer = routeApplication(application, path, asked);
  const owner = because('fallthrough: true', entry.fallthrough);
  return { ...answer, refusals: [], headers: [], because: [owner, ...answer.because] };
}

/** Below a folder, a file that begins with a dot. */
export function isHidden({ kind, url, dotfiles }: Static, path: ByteString): boolean {
  const below = path.slice(toByteString(url.value).length);
  return kind === 'folder' && !dotfiles.value && /(^|\/)\./.test(below);
}

/** Files are read, and nothing else is done with them. */
export function isRead(method: string): boolean {
  return method === 'GET' || method === 'HEAD';
}
