import type { Diagnostic } from '../../core/diagnostic.ts';
import { header } from '../../core/header.ts';
import type { Application } from '../../core/model.ts';
import type { Target } from '../../core/target.ts';
import { comment, uwsgi as dialect } from '../../dialects/uwsgi.ts';
import { cannotHonour, servesOnly } from '../process-fields.ts';
import { planTmpfiles } from '../tmpfiles.ts';
import { unsupported } from '../unsupported.ts';
import { install, vassalFile } from './install.ts';
import { limits } from './limits.ts';
import { planVassal } from './vassal.ts';

/** uWSGI 2.0 as a vassal of an Emperor that runs as root: it opens the socket, changes the user and has the processes. */
export const uwsgi: Target = {
  name: 'uwsgi',
  summary: 'uWSGI: a vassal of its Emperor, which opens the socket itself',
  side: 'process',
  describe: (application) => [`vassal ${vassalFile(application)}`],
  layouts: [],
  capabilities: {
    protocols: ['fastcgi'],
    // 2.0.21: "invalid socket name" for any longer one.
    sockets: { unixPathBytes: 102, families: ['ipv4', 'ipv6'], hasLists: false },
    unsupported: cannotHonour({
      ...servesOnly('uwsgi', 'an app of kind wsgi whose "server" is uwsgi'),
      environment_file:
        'write the variables under "environment", and have the application read secrets from a file of its own',
      hardening: 'leave it out or write "off": an Emperor has no sandbox',
      'network: false': 'leave it out: an Emperor has no sandbox',
      'restart: fail': 'leave it out: the Emperor starts a vassal again without end',
      after: 'leave it out: the Emperor itself is started by the system, and starts all vassals',
      workers: 'use systemd or supervisor for them',
    }),
    required: ['user', 'command'],
  },
  verdict: {
    holdsSocket: 'uWSGI',
    restartLoses: 'the time of the restart',
    releaseLoses: 'nothing: a touch, if the code loads',
    measured: 'uwsgi.test.ts',
  },
  limits,
  refuse: ({ applications }) => applications.flatMap(refuseTinyMemory),
  plan: (deployment, { templatesFolder }) => {
    const head = header(deployment, 'uwsgi', { templatesFolder });
    const shared = { source: comment`${head.source}`, command: comment`${head.command}` };
    return deployment.applications.flatMap((application) => [
      {
        name: vassalFile(application),
        template: 'uwsgi/vassal.uwsgi',
        dialect,
        context: { ...shared, ...planVassal(application) },
      },
      ...planTmpfiles(application, head),
    ]);
  },
  install,
};

/** It would be killed after every request: an application that does nothing has 11 MiB (uWSGI 2.0.21, Python 3.11). */
function refuseTinyMemory({ resources: { memoryBytes } }: Application): readonly Diagnostic[] {
  if (memoryBytes === null || memoryBytes.value >= LEAST_MEMORY) return [];
  const message =
    'uWSGI with Python has more memory than "resources.memory" before it does anything';
  return [
    unsupported(memoryBytes, message, 'write at least 12m, and some room for the application'),
  ];
}

const LEAST_MEMORY = 12 * 2 ** 20;
