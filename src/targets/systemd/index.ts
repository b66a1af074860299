import { type Header, header } from '../../core/header.ts';
import type { Application } from '../../core/model.ts';
import type { PlannedFile } from '../../core/render.ts';
import type { Target } from '../../core/target.ts';
import { comment, systemd as dialect } from '../../dialects/systemd.ts';
import { cannotHonour } from '../process-fields.ts';
import { planTmpfiles } from '../tmpfiles.ts';
import { install } from './install.ts';
import { limits } from './limits.ts';
import { refuseReservedNames } from './refuse-reserved-names.ts';
import { planService } from './service.ts';
import { planSocket } from './socket.ts';
import { planTarget } from './target.ts';

/** systemd 247 and later: one socket, held by the manager, and workers that are instances of one template. */
export const systemd: Target = {
  name: 'systemd',
  summary: 'systemd: a socket, a template of workers, a target for all of them',
  side: 'process',
  describe: ({ name: { value: name }, processes: { value: count } }) => [
    `${name}.socket`,
    count === 1 ? `${name}@1.service` : `${name}@1.service … @${count}`,
  ],
  layouts: [],
  capabilities: {
    protocols: ['fastcgi'],
    sockets: { unixPathBytes: 107, families: ['ipv4', 'ipv6'], hasLists: false },
    unsupported: cannotHonour({
      app: 'write the "command" that it stands for',
      threads: 'use "processes"',
      'restart: fail': 'leave it out',
      'stop.signal': 'leave it out',
      reload: 'leave it out: a restart loses no request',
      max_requests: 'leave it out',
      log: 'leave it out: the journal has it',
      writable_paths: 'use "extra", systemd, service: ReadWritePaths=',
      'network: false': 'use "hardening: strict"',
      after: 'use "extra", systemd, unit: After=',
      'resources.memory': 'use "extra", systemd, service: MemoryMax=',
      'resources.files': 'use "extra", systemd, service: LimitNOFILE=',
      workers: 'write a unit of your own',
    }),
    required: ['user', 'command'],
  },
  limits,
  refuse: refuseReservedNames,
  plan: (deployment, { templatesFolder }) => {
    const head = header(deployment, 'systemd', { templatesFolder });
    return deployment.applications.flatMap((application) => planApplication(application, head));
  },
  install,
};

function planApplication(application: Application, head: Header): readonly PlannedFile[] {
  const shared = { source: comment`${head.source}`, command: comment`${head.command}` };
  const name = application.name.value;
  return [
    {
      name: `${name}.socket`,
      template: 'systemd/socket.systemd',
      dialect,
      context: { ...shared, ...planSocket(application) },
    },
    {
      name: `${name}@.service`,
      template: 'systemd/service.systemd',
      dialect,
      context: { ...shared, ...planService(application) },
    },
    {
      name: `${name}.target`,
      template: 'systemd/target.systemd',
      dialect,
      context: { ...shared, ...planTarget(application) },
    },
    ...planTmpfiles(application, head),
  ];
}
