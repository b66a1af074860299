import { header } from '../../core/header.ts';
import type { Target } from '../../core/target.ts';
import { comment, shell as dialect } from '../../dialects/shell.ts';
import { planExtra } from '../extra.ts';
import { programsOf } from '../programs.ts';
import { planSpawned, refuseSpawned, spawnedCapabilities } from '../spawned.ts';
import { install, scriptFile } from './install.ts';
import { limits } from './limits.ts';

/** spawn-fcgi 1.6 and multiwatch 1.0, in a script for the foreground. */
export const spawnFcgi: Target = {
  name: 'spawn-fcgi',
  summary: 'spawn-fcgi: a shell script that becomes multiwatch with its processes',
  side: 'process',
  describe: (application) => [
    scriptFile(application),
    ...application.workers.map(scriptFile),
    'multiwatch',
  ],
  layouts: [],
  capabilities: spawnedCapabilities({
    after: 'leave it out: what runs the script decides when',
    reload: 'leave it out: nothing is there to send a signal',
    'stop.timeout': 'leave it out: what runs the script decides how long to wait',
  }),
  limits,
  refuse: refuseSpawned,
  plan: (deployment, { templatesFolder }) => {
    const head = header(deployment, 'spawn-fcgi', { templatesFolder });
    return deployment.applications.flatMap((application) =>
      programsOf(application, deployment.platform.value).map((program) => ({
        name: scriptFile(program),
        template: 'spawn-fcgi/script.shell',
        dialect,
        context: {
          source: comment`${head.source}`,
          command: comment`${head.command}`,
          extra: program.isServing ? planExtra([application], 'spawn-fcgi.script') : [],
          ...planSpawned(application, program),
        },
      })),
    );
  },
  install,
};
