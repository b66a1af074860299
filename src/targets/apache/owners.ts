import { encodePath } from '../../core/byte-string.ts';
import type { Application, Deployment, Static } from '../../core/model.ts';
import { type Owner, owners } from '../../core/owners.ts';
import { derive, type Placed } from '../../core/place.ts';
import type { Context } from '../../core/render.ts';
import { piece } from '../../core/token.ts';
import {
  comment,
  condition,
  directory,
  hasWildcard,
  regex,
  substitution,
  value,
  word,
} from '../../dialects/apache.ts';
import { planExtra } from '../extra.ts';
import { planBackend } from './backend.ts';
import { hiddenPattern, ownPattern } from './patterns.ts';

/** The sections of every application and static entry. The longest path first: of two Aliases the first one holds. */
export function planOwners(deployment: Deployment): readonly Context[] {
  const all = owners(deployment);
  return all.map((owner) => ({
    title: comment`${owner.application.name}, ${derive(owner.url, (url) => url || '/')}`,
    own: regex`${ownPattern(owner, all)}`,
    isApplication: owner.kind === 'application',
    ...(owner.kind === 'application'
      ? planApplication(owner.application)
      : planStatic(owner, owner.static, all)),
  }));
}

function planApplication(application: Application): Context {
  const { mount, bareMount, params, limits } = application;
  const isSlash = bareMount.value === 'slash';
  return {
    ...planBackend(application),
    isSlash,
    split: isSlash
      ? condition`%{REQUEST_URI} =~ m#(?s)^(${mount})(?:/(.*))?\z#`
      : condition`%{REQUEST_URI} =~ m#(?s)^(${mount})(/.*)?\z#`,
    params: params.map((param) => ({ name: word`${param.name}`, value: value`${param.value}` })),
    // %{HTTP:...} would add "Vary: Content-Length" to every response.
    isTooLarge: condition`req_novary('Content-Length') -gt ${limits.bodyBytes}`,
    redirectsBareMount: mount.value !== '' && bareMount.value === 'redirect',
    bare: regex`(?s)^${mount}\z`,
    mount: word`${mount}`,
    extra: planExtra([application], 'apache.location'),
    mountSlash: word`${derive(mount, encodePath)}/`,
  };
}

function planStatic(owner: Owner, { kind, url, path }: Static, all: readonly Owner[]): Context {
  if (kind === 'folder') {
    return {
      isFolder: true,
      url: word`${url}`,
      path: word`${path}`,
      hidden: regex`${hiddenPattern(owner, all)}`,
      folder: planFolder(path),
    };
  }
  const end = path.value.lastIndexOf('/') + 1;
  return {
    isFolder: false,
    path: substitution`${path}`,
    folder: {
      ...planFolder(derive(path, (text) => text.slice(0, end))),
      fileName: regex`^${derive(path, (text) => text.slice(end))}\z`,
    },
  };
}

function planFolder(path: Placed<string>): Context {
  if (!hasWildcard(path.value)) return { isLiteral: true, path: directory`${path}` };
  const bare = derive(path, (text) => text.replace(/\/+/g, '/').replace(/\/$/, ''));
  return { isLiteral: false, pattern: regex`${piece`(?s)^${bare}(?:/|\z)`}` };
}
