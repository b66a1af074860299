import { header } from '../../core/header.ts';
import type { Target } from '../../core/target.ts';
import { comment, supervisor as dialect } from '../../dialects/supervisor.ts';
import { planTmpfiles } from '../tmpfiles.ts';
import { refuseEqualSigns } from './environment.ts';
import { install } from './install.ts';
import { limits } from './limits.ts';
import { planProgram } from './program.ts';

/** supervisor 4.2, fcgi-program: the processes share one socket that supervisord opens. */
export const supervisor: Target = {
  name: 'supervisor',
  summary: 'supervisor: an fcgi-program, whose processes share one socket',
  side: 'process',
  describe: ({ name }) => [`fcgi-program:${name.value}`],
  layouts: [],
  capabilities: {
    protocols: ['fastcgi'],
    // 4.2.5 takes host names too, but for IPv4 alone: a web server that finds ::1 behind "localhost" is refused.
    sockets: { unixPathBytes: 107, families: ['ipv4'], hasLists: false },
    unsupported: [
      {
        field: 'environment_file',
        stated: ({ environmentFile }) => (environmentFile === null ? [] : [environmentFile]),
        instead: 'write the variables under "environment"',
      },
      {
        field: 'group',
        stated: ({ group }) => (group === null ? [] : [group]),
        instead: "leave it out: processes run with the user's own groups",
      },
      {
        field: 'hardening',
        stated: ({ hardening }) =>
          hardening.place.isDefault || hardening.value === 'off' ? [] : [hardening],
        instead: 'leave it out or write "off": supervisor has no sandbox',
      },
    ],
    required: ['user', 'command'],
  },
  limits,
  refuse: refuseEqualSigns,
  plan: (deployment, { templatesFolder }) => {
    const head = header(deployment, 'supervisor', { templatesFolder });
    const shared = { source: comment`${head.source}`, command: comment`${head.command}` };
    return deployment.applications.flatMap((application) => [
      {
        name: `${application.name.value}.supervisor.conf`,
        template: 'supervisor/program.supervisor',
        dialect,
        context: { ...shared, ...planProgram(application) },
      },
      ...planTmpfiles(application, head),
    ]);
  },
  install,
};
