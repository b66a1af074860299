import type { Area } from '../../core/areas.ts';
import { derive, type Placed } from '../../core/place.ts';
import type { Context } from '../../core/render.ts';
import { formatBytes } from '../../core/units.ts';
import { plain, regex, word } from '../../dialects/nginx.ts';
import { optionalToken } from '../optional-token.ts';
import { planAccess } from './access.ts';
import { type Part, partUri, tailOf } from './part.ts';

/** A part of a static folder or file, with the URL that it begins at. */
export type StaticPart = Part<Extract<Area, { kind: 'static' }>> & {
  /** Where a missing file is asked for instead. */
  readonly fallback: Placed<string> | null;
};

/** What is below a URL that ends in a slash. */
export function planFolder(part: StaticPart): Context {
  const { dotfiles, index, url } = part.static;
  return {
    ...planPart(part),
    servesDotfiles: dotfiles.value,
    // Anchored: the folder's own URL may have a dotted segment, as /.well-known/ has.
    dotfiles: regex`(?s)^${url}(?:.*/)?\.`,
    ...optionalToken('index', index, (name) => word`$uri/${name}`),
  };
}

/** Exactly one URL. */
export function planFile(part: StaticPart): Context {
  return { ...planPart(part), isOfFolder: part.static.kind === 'folder', isHidden: isHidden(part) };
}

function planPart(part: StaticPart): Context {
  const { application, static: entry, auth, fallback } = part;
  const tail = tailOf(part, entry.url);
  return {
    url: partUri(part),
    path: word`${derive(entry.path, (path) => path + tail)}`,
    fallsThrough: fallback !== null,
    body: plain`${derive(application.limits.bodyBytes, formatBytes)}`,
    missing: fallback === null ? word`=404` : word`${fallback}`,
    ...optionalToken('expires', entry.expiresSeconds, (seconds) => plain`${seconds}s`),
    ...planAccess(application, auth),
  };
}

/** A file of a folder that serves no dotted segments. */
function isHidden(part: StaticPart): boolean {
  const { kind, dotfiles, url } = part.static;
  return kind === 'folder' && !dotfiles.value && /(^|\/)\./.test(tailOf(part, url));
}
