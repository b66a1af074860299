import type { Static } from '../../core/model.ts';
import type { Context } from '../../core/render.ts';
import type { Token } from '../../core/token.ts';
import { regex, string } from '../../dialects/lighttpd.ts';
import { optionalToken } from '../optional-token.ts';

export function planStatic(entry: Static): Context {
  const { kind, url, path, expiresSeconds, index } = entry;
  return {
    isFolder: kind === 'folder',
    alias: string`${url}`,
    onDisk: string`${path}`,
    visible: visibleIn(entry),
    ...optionalToken('index', index, (name) => string`${name}`),
    ...optionalToken('expires', expiresSeconds, (time) => string`access plus ${time} seconds`),
  };
}

/** The paths of a folder that may be served. What is no UTF-8 matches nothing, and is denied with the rest. */
function visibleIn({ url, index, dotfiles }: Static): Token {
  // Every segment has a first character that is no dot; an empty last one is a folder.
  if (index === null) {
    return dotfiles.value
      ? regex`^${url}(?:[^/]+/)*[^/]+$`
      : regex`^${url}(?:[^./][^/]*/)*[^./][^/]*$`;
  }
  return dotfiles.value
    ? regex`^${url}(?:[^/]+/)*[^/]*$`
    : regex`^${url}(?:[^./][^/]*/)*(?:[^./][^/]*)?$`;
}
