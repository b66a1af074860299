import { type Header, header } from '../../core/header.ts';
import type { Application } from '../../core/model.ts';
import type { PlannedFile } from '../../core/render.ts';
import type { Target } from '../../core/target.ts';
import { comment, systemd as dialect } from '../../dialects/systemd.ts';
import { holderOf, readsPlainPath } from '../app-kinds/index.ts';
import { planOwnPhpFpm } from '../own-php-fpm.ts';
import type { PlatformName } from '../platforms.ts';
import { planSysusers } from '../sysusers.ts';
import { planTmpfiles } from '../tmpfiles.ts';
import { install } from './install.ts';
import { limits } from './limits.ts';
import { refuseApps } from './refuse-apps.ts';
import { refuseReservedNames } from './refuse-reserved-names.ts';
import { planService } from './service.ts';
import { serviceUnits, unitFile } from './service-units.ts';
import { planSocket } from './socket.ts';
import { planTarget } from './target.ts';

/** systemd 247 and later: one socket, held by systemd, and workers that share it: instances of a template, or a master's. */
export const systemd: Target = {
  name: 'systemd',
  summary: 'systemd: a socket, a template of workers, a target for all of them',
  side: 'process',
  describe: ({ name, processes, app, workers }) => [
    ...(holderOf({ app }) === 'php-fpm' ? [] : [`${name.value}.socket`]),
    holderOf({ app }) === 'manager'
      ? instancesOf(name.value, processes.value)
      : `${name.value}.service`,
    ...workers.map((worker) => instancesOf(worker.name.value, worker.processes.value)),
  ],
  layouts: [],
  capabilities: {
    protocols: ['fastcgi', 'http'],
    sockets: { unixPathBytes: 107, families: ['ipv4', 'ipv6'], hasLists: false },
    unsupported: [],
    required: ['user', 'command'],
  },
  verdict: {
    holdsSocket: 'systemd',
    restartLoses: 'nothing',
    releaseLoses: 'nothing: one process first, then all; a master reloads',
    measured: 'drills/drills.test.ts',
  },
  limits,
  misreads: (application, target) =>
    holderOf(application) !== 'gunicorn' || readsPlainPath(application, target)
      ? null
      : {
          limit: 'systemd-gunicorn-path',
          why: 'starts gunicorn without settings: PATH_INFO is not normalised, and behind nginx a mount that is spelt otherwise is a 500',
        },
  refuse: (deployment) => [...refuseReservedNames(deployment), ...refuseApps(deployment)],
  plan: (deployment, { templatesFolder }) => {
    const head = header(deployment, 'systemd', { templatesFolder });
    const { value: platform } = deployment.platform;
    return deployment.applications.flatMap((application) =>
      planApplication(application, { head, platform }),
    );
  },
  install,
};

function instancesOf(name: string, count: number): string {
  return count === 1 ? `${name}@1.service` : `${name}@1.service … @${count}`;
}

function planApplication(
  application: Application,
  { head, platform }: { readonly head: Header; readonly platform: PlatformName },
): readonly PlannedFile[] {
  const shared = { source: comment`${head.source}`, command: comment`${head.command}` };
  const name = application.name.value;
  const units = serviceUnits(application, platform);
  const socket: PlannedFile = {
    name: `${name}.socket`,
    template: 'systemd/socket.systemd',
    dialect,
    context: { ...shared, ...planSocket(application, units[0]) },
  };
  return [
    ...(units[0].holder === 'php-fpm' ? planOwnPhpFpm(application, head) : [socket]),
    ...units.map((unit) => ({
      name: unitFile(unit),
      template: 'systemd/service.systemd',
      dialect,
      context: { ...shared, ...planService(application, unit, units) },
    })),
    {
      name: `${name}.target`,
      template: 'systemd/target.systemd',
      dialect,
      context: { ...shared, ...planTarget(application, units) },
    },
    ...planTmpfiles(application, head),
    ...planSysusers(application, head),
  ];
}
