import { bracketed } from '../../core/address.ts';
import { MEDIA_TYPES } from '../../core/media-types.ts';
import type { Deployment } from '../../core/model.ts';
import type { Context } from '../../core/render.ts';
import type { PlanOptions } from '../../core/target.ts';
import { word } from '../../dialects/apache.ts';
import { extraModules, proxyModules } from './modules.ts';

/** What a server of its own needs besides its applications. */
export function planServer(
  deployment: Deployment,
  { listen, stateDirectory }: PlanOptions,
): Context {
  const { platform, webUser, webGroup } = deployment;
  const { place } = deployment.name;
  const text = (value: string) => ({ value, place });
  const directory = text(stateDirectory);
  const host = text(bracketed(listen.host));
  const modules = [
    ...MODULES,
    ...proxyModules(deployment),
    ...extraModules(deployment, 'standalone'),
    ...(hasLists(deployment) ? LIST_MODULES : []),
    ...(platform.value === 'rhel' ? RHEL_MODULES : []),
  ];
  return {
    modules: modules.map((module) => ({
      name: word`${text(module)}_module`,
      file: word`${text(MODULE_FOLDERS[platform.value])}/mod_${text(module)}.so`,
    })),
    stateDirectory: word`${directory}`,
    pid: word`${directory}/apache.pid`,
    errorLog: word`${directory}/error.log`,
    accessLog: word`${directory}/access.log`,
    user: word`${webUser}`,
    group: word`${webGroup}`,
    listen: word`${host}:${{ value: listen.port, place }}`,
    types: MEDIA_TYPES.map(([type, ...extensions]) => ({
      type: word`${text(type)}`,
      extensions: extensions.map((extension) => word`.${text(extension)}`),
    })),
  };
}

export function hasLists({ applications }: Deployment): boolean {
  return applications.some(({ sockets }) => sockets.length > 1);
}

const MODULE_FOLDERS = {
  debian: '/usr/lib/apache2/modules',
  rhel: '/usr/lib64/httpd/modules',
} as const;
const MODULES = ['mpm_event', 'authz_core', 'alias', 'dir', 'mime', 'setenvif', 'proxy'];
const LIST_MODULES = ['proxy_balancer', 'slotmem_shm', 'lbmethod_byrequests'];
// Compiled in on Debian.
const RHEL_MODULES = ['log_config', 'unixd', 'version'];
