import type { Static } from '../../core/model.ts';
import { derive, type Placed } from '../../core/place.ts';
import type { Context } from '../../core/render.ts';
import type { Token } from '../../core/token.ts';
import { regex, string } from '../../dialects/lighttpd.ts';
import { optionalToken } from '../optional-token.ts';

export function planStatic(entry: Static): Context {
  const { kind, url, index } = entry;
  return {
    ...planFiles(entry, url),
    isFolder: kind === 'folder',
    visible: visibleIn(entry, url, index === null ? 'files' : 'files and folders'),
    ...optionalToken('index', index, (name) => string`${name}`),
    fallsThrough: false,
  };
}

/** The files of a folder under another URL, at which lighttpd looks whether there is one; an index is part of that URL. */
export function planLookup(entry: Static, prefix: string): Context {
  const url = derive(entry.url, (own) => `${prefix}${own}`);
  return {
    ...planFiles(entry, url),
    isFolder: true,
    visible: visibleIn(entry, url, 'files and folders'),
    hasIndex: false,
    fallsThrough: true,
  };
}

function planFiles({ path, expiresSeconds }: Static, url: Placed<string>): Context {
  return {
    alias: string`${url}`,
    onDisk: string`${path}`,
    ...optionalToken('expires', expiresSeconds, (time) => string`access plus ${time} seconds`),
  };
}

/** The paths of a folder that may be seen. What is no UTF-8 matches nothing, and is denied with the rest. */
export function visibleIn(
  { dotfiles }: Static,
  url: Placed<string>,
  what: 'files' | 'files and folders',
): Token {
  // Every segment has a first character that is no dot; an empty last one is a folder.
  if (what === 'files') {
    return dotfiles.value
      ? regex`^${url}(?:[^/]+/)*[^/]+$`
      : regex`^${url}(?:[^./][^/]*/)*[^./][^/]*$`;
  }
  return dotfiles.value
    ? regex`^${url}(?:[^/]+/)*[^/]*$`
    : regex`^${url}(?:[^./][^/]*/)*(?:[^./][^/]*)?$`;
}
