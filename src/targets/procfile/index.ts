import { header } from '../../core/header.ts';
import { derive } from '../../core/place.ts';
import type { Target } from '../../core/target.ts';
import { comment, procfile as dialect, name, script } from '../../dialects/procfile.ts';
import { refuseSpawned, spawnedCapabilities } from '../spawned.ts';
import { planScripts, programNames, scriptFile } from '../spawned-scripts.ts';
import { install, PROCFILE } from './install.ts';
import { limits } from './limits.ts';

/** foreman 0.87: a Procfile with a process for each script of spawn-fcgi. */
export const procfile: Target = {
  name: 'procfile',
  summary: 'procfile: processes of foreman, which start spawn-fcgi and multiwatch',
  side: 'process',
  describe: (application) => programNames(application).map((program) => `${program.name.value}:`),
  layouts: [],
  capabilities: spawnedCapabilities({
    after: 'leave it out: whoever starts foreman decides when',
    reload: 'leave it out: nothing is there to send a signal',
    'stop.timeout': 'say it to foreman: foreman start --timeout SECONDS',
  }),
  verdict: {
    holdsSocket: 'multiwatch',
    restartLoses: 'the time of the restart',
    releaseLoses: 'as a restart, of all programs',
    measured: 'procfile.test.ts',
  },
  limits,
  refuse: refuseSpawned,
  plan: (deployment, { templatesFolder }) => {
    const head = header(deployment, 'procfile', { templatesFolder });
    return [
      {
        name: PROCFILE,
        template: 'procfile/processes.procfile',
        dialect,
        context: {
          source: comment`${head.source}`,
          command: comment`${head.command}`,
          programs: deployment.applications.flatMap(programNames).map((program) => ({
            name: name`${program.name}`,
            script: script`${derive(program.name, () => scriptFile(program))}`,
          })),
        },
      },
      ...deployment.applications.flatMap((application) =>
        planScripts(application, deployment, { head, target: 'procfile' }),
      ),
    ];
  },
  install,
};
