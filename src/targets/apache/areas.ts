import type { Area } from '../../core/areas.ts';
import { encodePath } from '../../core/byte-string.ts';
import type { Application, Deployment } from '../../core/model.ts';
import { derive } from '../../core/place.ts';
import type { Context } from '../../core/render.ts';
import type { Redirect } from '../../core/site.ts';
import { comment, regex, value, word } from '../../dialects/apache.ts';
import { planAccess } from './access.ts';
import { planAnswers } from './answers.ts';
import { planBackend } from './backend.ts';
import { planPassing } from './passing.ts';
import { ownPattern } from './patterns.ts';
import { decodedTarget, hasQuery } from './redirect-target.ts';
import { planStatic } from './statics.ts';

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
      ...(area.kind === 'static' ? planStatic(area, all, deployment) : {}),
      ...(area.kind === 'redirect' ? planRedirect(area.redirect) : {}),
    };
  });
}

function planRedirect({ from, to, status }: Redirect): Context {
  return {
    from: word`${from}`,
    to: word`${to}`,
    status: word`${status}`,
    hasQuery: hasQuery(to.value),
    decodedWithBoth: value`${derive(to, decodedTarget)}&%{QUERY_STRING}`,
  };
}

function planApplication(area: Area, isFirst: boolean, deployment: Deployment): Context {
  const { application, url } = area;
  const { mount, bareMount } = application;
  const backend = planBackend(application);
  return {
    ...backend,
    // Of the sections of one application only the first says who the members are, and how to treat them: httpd warns of others.
    definesMembers: backend.isBalanced === true && isFirst,
    ...(isFirst ? {} : { settings: [] }),
    ...planPassing(application, deployment),
    redirectsBareMount:
      mount.value !== '' && bareMount.value === 'redirect' && url.value === mount.value,
    bare: regex`(?s)^${mount}\z`,
    mount: word`${mount}`,
    mountSlash: word`${derive(mount, encodePath)}/`,
  };
}
