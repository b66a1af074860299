import { type Area, areas } from '../../core/areas.ts';
import type { Layout } from '../../core/layout.ts';
import type { Deployment } from '../../core/model.ts';
import { derive } from '../../core/place.ts';
import { CHALLENGES } from '../../core/route-site.ts';

/** What a virtual host answers: the areas of the applications, and in a site the challenges of ACME. */
export function siteAreas(deployment: Deployment, layout: Layout): readonly Area[] {
  const all = areas(deployment);
  const { acmeWebroot, applications } = deployment;
  if (layout !== 'site' || acmeWebroot === null) return all;
  const [application] = applications;
  const url = derive(acmeWebroot, () => CHALLENGES);
  const entry = {
    kind: 'folder',
    url,
    path: derive(acmeWebroot, (folder) => `${folder}${CHALLENGES}`),
    expiresSeconds: null,
    fallthrough: derive(acmeWebroot, () => false),
    dotfiles: derive(acmeWebroot, () => false),
    index: null,
  } as const;
  const challenges: Area = {
    kind: 'static',
    static: entry,
    url,
    shape: 'folder',
    // Nobody's headers, users or networks.
    application: {
      ...application,
      name: derive(application.name, () => 'ACME'),
      headers: [],
      allow: null,
    },
    auth: null,
  };
  return [challenges, ...all];
}
