import { header } from '../../core/header.ts';
import type { Target } from '../../core/target.ts';
import { comment, supervisor as dialect } from '../../dialects/supervisor.ts';
import { holderOf } from '../app-kinds/index.ts';
import { planOwnPhpFpm, refuseOwnPhpFpm } from '../own-php-fpm.ts';
import { cannotHonour } from '../process-fields.ts';
import { planTmpfiles } from '../tmpfiles.ts';
import { refuseEqualSigns } from './environment.ts';
import { install } from './install.ts';
import { limits } from './limits.ts';
import { planProgram } from './program.ts';
import { supervisedPrograms } from './programs.ts';

/** supervisor 4.2, fcgi-program: the processes share one socket that supervisord opens. */
export const supervisor: Target = {
  name: 'supervisor',
  summary: 'supervisor: an fcgi-program, whose processes share one socket',
  side: 'process',
  describe: ({ name, app, workers }) => [
    holderOf({ app }) === 'php-fpm' ? `program:${name.value}` : `fcgi-program:${name.value}`,
    ...workers.map((worker) => `program:${worker.name.value}`),
  ],
  layouts: [],
  capabilities: {
    protocols: ['fastcgi'],
    // 4.2.5 takes host names too, but for IPv4 alone: a web server that finds ::1 behind "localhost" is refused.
    sockets: { unixPathBytes: 107, families: ['ipv4'], hasLists: false },
    unsupported: cannotHonour({
      environment_file:
        'write the variables under "environment", and have the application read secrets from a file of its own',
      group: "leave it out: processes run with the user's own groups",
      hardening: 'leave it out or write "off": supervisor has no sandbox',
      'app: gunicorn':
        'use systemd or gunicorn, or the server "uwsgi": gunicorn takes no socket from supervisor',
      'network: false': 'leave it out: supervisor has no sandbox',
      after: 'leave it out: supervisord itself is started by the system, and starts all programs',
      'resources.memory': 'leave it out: supervisor has no limits',
      'resources.files': 'leave it out: "minfds" of supervisord is for all programs',
    }),
    required: ['user', 'command'],
  },
  verdict: {
    holdsSocket: 'supervisord',
    restartLoses: 'about a second',
    releaseLoses: 'nothing: one process after the other',
    measured: 'drills/drills.test.ts',
  },
  limits,
  refuse: (deployment) => [
    ...refuseEqualSigns(deployment),
    ...deployment.applications.flatMap(refuseOwnPhpFpm),
  ],
  plan: (deployment, { templatesFolder }) => {
    const head = header(deployment, 'supervisor', { templatesFolder });
    const shared = { source: comment`${head.source}`, command: comment`${head.command}` };
    return deployment.applications.flatMap((application) => [
      {
        name: `${application.name.value}.supervisor.conf`,
        template: 'supervisor/program.supervisor',
        dialect,
        context: {
          ...shared,
          isPhp: holderOf(application) === 'php-fpm',
          process: comment`${application.name}:${application.name}_00`,
          programs: supervisedPrograms(application, deployment.platform.value).map((program) =>
            planProgram(application, program),
          ),
        },
      },
      ...planOwnPhpFpm(application, head),
      ...planTmpfiles(application, head),
    ]);
  },
  install,
};
