import type { Area } from '../../core/areas.ts';
import type { Deployment } from '../../core/model.ts';
import { derive, type Placed } from '../../core/place.ts';
import type { Context } from '../../core/render.ts';
import { piece } from '../../core/token.ts';
import {
  directory,
  hasWildcard,
  headerValue,
  regex,
  substitution,
  word,
} from '../../dialects/apache.ts';
import { planBackend } from './backend.ts';
import { planPassing } from './passing.ts';
import { hiddenPattern } from './patterns.ts';

type StaticArea = Extract<Area, { kind: 'static' }>;

/** What a static folder, a part of one, or a file says of its own. */
export function planStatic(
  area: StaticArea,
  all: readonly Area[],
  deployment: Deployment,
): Context {
  const { kind, path, expiresSeconds } = area.static;
  const shared = {
    expires: expiresSeconds !== null,
    cacheControl: expiresSeconds === null ? headerValue`` : headerValue`max-age=${expiresSeconds}`,
  };
  if (kind === 'folder') return { ...shared, ...planFolder(area, all, deployment) };
  const end = path.value.lastIndexOf('/') + 1;
  return {
    ...shared,
    isFolder: false,
    path: substitution`${path}`,
    folder: {
      ...planDirectory(derive(path, (text) => text.slice(0, end))),
      fileName: regex`^${derive(path, (text) => text.slice(end))}\z`,
    },
  };
}

function planFolder(area: StaticArea, all: readonly Area[], deployment: Deployment): Context {
  const { application } = area;
  const { url, path, fallthrough, dotfiles, index } = area.static;
  const fallsThrough = fallthrough.value;
  return {
    isFolder: true,
    // A part of a folder, for its user: the folder's own section says where the files are.
    isWhole: area.url === url,
    url: word`${url}`,
    path: word`${path}`,
    hidesDotfiles: !dotfiles.value,
    hidden: regex`${hiddenPattern(area, all)}`,
    // Not for the folder on disk, which several URLs may lead to.
    hasIndex: index !== null && !fallsThrough,
    index: word`${index ?? path}`,
    folder: planDirectory(path),
    fallsThrough,
    ...planPassing(application, deployment),
    handler: planBackend(application).handler,
    // mod_dir would say that there is no index after everybody else was asked.
    namesIndex: index !== null,
    folders: regex`(?s)^${url}((?:.*/)?)\z`,
    folderIndex: substitution`${path}$1${index ?? path}`,
    everything: regex`(?s)^${url}(.*)\z`,
    anyPath: substitution`${path}$1`,
  };
}

function planDirectory(path: Placed<string>): Context {
  const bare = derive(path, (text) => text.replace(/\/+/g, '/').replace(/\/$/, ''));
  return {
    isLiteral: !hasWildcard(path.value),
    path: directory`${path}`,
    pattern: regex`${piece`(?s)^${bare}(?:/|\z)`}`,
  };
}
