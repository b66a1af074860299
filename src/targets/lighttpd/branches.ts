import type { Application, Deployment, Static } from '../../core/model.ts';
import { owners } from '../../core/owners.ts';
import type { Context } from '../../core/render.ts';
import type { Layout } from '../../core/target.ts';
import { comment, regex, string } from '../../dialects/lighttpd.ts';
import { planBackend } from './backend.ts';

/**
 * The branches of the one if/else chain of a server, the longest path first. Two chains would not do: of two
 * `fastcgi.server` that match, the later wins.
 */
export function planBranches(deployment: Deployment, layout: Layout): readonly Context[] {
  return owners(deployment).map((owner, index) => {
    const branch =
      owner.kind === 'static'
        ? planStatic(owner.static)
        : planApplication(owner.application, layout);
    return { ...branch, isFirst: index === 0, name: comment`${owner.application.name}` };
  });
}

function planStatic({ kind, url, path }: Static): Context {
  return {
    isApplication: false,
    isFolder: kind === 'folder',
    url: string`${url}`,
    path: string`${path}`,
    // Every segment has a first character that is no dot. What is no UTF-8 matches nothing, and is denied with the rest.
    visible: regex`^${url}(?:[^./][^/]*/)*[^./][^/]*$`,
  };
}

function planApplication(application: Application, layout: Layout): Context {
  const { mount, bareMount } = application;
  const isRoot = mount.value === '';
  return {
    isApplication: true,
    mount: string`${mount}`,
    mountSlash: string`${mount}/`,
    redirectsBareMount: !isRoot && bareMount.value === 'redirect',
    passesBareMount: !isRoot && bareMount.value !== 'redirect',
    below: planBackend(application, { at: 'below', layout }),
    bare: planBackend(application, { at: 'bare', layout }),
  };
}
