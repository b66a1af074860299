import type { Area } from '../../core/areas.ts';
import { encodePath } from '../../core/byte-string.ts';
import type { Application, Deployment } from '../../core/model.ts';
import { derive, type Placed } from '../../core/place.ts';
import type { Context } from '../../core/render.ts';
import type { Redirect } from '../../core/site.ts';
import { piece } from '../../core/token.ts';
import {
  comment,
  condition,
  directory,
  hasWildcard,
  headerValue,
  regex,
  substitution,
  value,
  word,
} from '../../dialects/apache.ts';
import { planExtra } from '../extra.ts';
import { planAccess } from './access.ts';
import { planAnswers } from './answers.ts';
import { planBackend } from './backend.ts';
import { hiddenPattern, ownPattern } from './patterns.ts';

/** The sections of every area. The longest path first: of two Aliases the first one holds. */
export function planAreas(deployment: Deployment, all: readonly Area[]): readonly Context[] {
  const begun = new Set<Application>();
  return all.map((area) => {
    const isFirst = !begun.has(area.application);
    if (area.kind === 'application') begun.add(area.application);
    return {
      title: comment`${area.application.name}, ${derive(area.url, (url) => url || '/')}`,
      own: regex`${ownPattern(area, all)}`,
      isApplication: area.kind === 'application',
      isStatic: area.kind === 'static',
      isDenied: area.kind === 'deny',
      isRedirect: area.kind === 'redirect',
      isHttp: area.application.protocol.value === 'http',
      ...planAccess(area),
      ...planAnswers(area.application),
      ...(area.kind === 'application' ? planApplication(area, isFirst, deployment) : {}),
      ...(area.kind === 'static' ? planStatic(area, all) : {}),
      ...(area.kind === 'redirect' ? planRedirect(area.redirect) : {}),
    };
  });
}

function planRedirect({ from, to, status }: Redirect): Context {
  return { from: word`${from}`, to: word`${to}`, status: word`${status}` };
}

function planApplication(
  { application, url }: Area,
  isFirst: boolean,
  { trustedProxies }: Deployment,
): Context {
  const { mount, bareMount, params, limits } = application;
  const isSlash = bareMount.value === 'slash';
  const backend = planBackend(application);
  return {
    ...backend,
    // Of the sections of one application only the first says who the members are, and how to treat them: httpd warns of others.
    definesMembers: backend.isBalanced === true && isFirst,
    ...(isFirst ? {} : { settings: [] }),
    isSlash,
    split: isSlash
      ? condition`%{REQUEST_URI} =~ m#(?s)^(${mount})(?:/(.*))?\z#`
      : condition`%{REQUEST_URI} =~ m#(?s)^(${mount})(/.*)?\z#`,
    params: params.map((param) => ({ name: word`${param.name}`, value: value`${param.value}` })),
    // %{HTTP:...} would add "Vary: Content-Length" to every response.
    isTooLarge: condition`req_novary('Content-Length') -gt ${limits.bodyBytes}`,
    redirectsBareMount:
      mount.value !== '' && bareMount.value === 'redirect' && url.value === mount.value,
    bare: regex`(?s)^${mount}\z`,
    // The bare mount leads on to the page.
    whileDown:
      bareMount.value === 'redirect'
        ? condition`%{REQUEST_URI} =~ m#(?s)^${mount}/#`
        : condition`true`,
    mount: word`${mount}`,
    passesAuthorization: application.passAuthorization.value,
    hasProxies: trustedProxies !== null && trustedProxies.length > 0,
    extra: planExtra([application], 'apache.location'),
    mountSlash: word`${derive(mount, encodePath)}/`,
  };
}

function planStatic(area: Extract<Area, { kind: 'static' }>, all: readonly Area[]): Context {
  const { kind, url, path, expiresSeconds, dotfiles, index } = area.static;
  const shared = {
    expires: expiresSeconds !== null,
    cacheControl: expiresSeconds === null ? headerValue`` : headerValue`max-age=${expiresSeconds}`,
  };
  if (kind === 'folder') {
    return {
      ...shared,
      isFolder: true,
      // A part of a folder, for its user: the folder's own section says where the files are.
      isWhole: area.url === url,
      url: word`${url}`,
      path: word`${path}`,
      hidesDotfiles: !dotfiles.value,
      hidden: regex`${hiddenPattern(area, all)}`,
      // Not for the folder on disk, which several URLs may lead to.
      hasIndex: index !== null,
      index: word`${index ?? path}`,
      folder: planFolder(path),
    };
  }
  const end = path.value.lastIndexOf('/') + 1;
  return {
    ...shared,
    isFolder: false,
    path: substitution`${path}`,
    folder: {
      ...planFolder(derive(path, (text) => text.slice(0, end))),
      fileName: regex`^${derive(path, (text) => text.slice(end))}\z`,
    },
  };
}

function planFolder(path: Placed<string>): Context {
  const bare = derive(path, (text) => text.replace(/\/+/g, '/').replace(/\/$/, ''));
  return {
    isLiteral: !hasWildcard(path.value),
    path: directory`${path}`,
    pattern: regex`${piece`(?s)^${bare}(?:/|\z)`}`,
  };
}
