import { header } from '../../core/header.ts';
import { derive } from '../../core/place.ts';
import type { Target } from '../../core/target.ts';
import { comment, shell as dialect, word } from '../../dialects/shell.ts';
import { refuseSpawned, spawnedCapabilities } from '../spawned.ts';
import { planScripts, programNames, scriptFile } from '../spawned-scripts.ts';
import { install, sessionFile } from './install.ts';
import { limits } from './limits.ts';

/** screen 4.9: the scripts of spawn-fcgi, each in a detached terminal. */
export const screen: Target = {
  name: 'screen',
  summary: 'screen: a detached terminal around spawn-fcgi, temporary',
  side: 'process',
  describe: (application) => programNames(application).map(({ name }) => `session ${name.value}.`),
  layouts: [],
  capabilities: spawnedCapabilities({
    after: 'leave it out: whoever starts it decides when',
    reload: 'leave it out: nothing is there to send a signal',
    'stop.timeout': 'leave it out: whoever ends it decides how long to wait',
  }),
  verdict: {
    holdsSocket: 'multiwatch',
    restartLoses: 'the time of the restart',
    releaseLoses: 'as a restart',
    measured: 'screen.test.ts',
  },
  limits,
  refuse: refuseSpawned,
  plan: (deployment, { templatesFolder }) => {
    const head = header(deployment, 'screen', { templatesFolder });
    return deployment.applications.flatMap((application) => [
      {
        name: sessionFile(application),
        template: 'screen/session.shell',
        dialect,
        context: {
          source: comment`${head.source}`,
          command: comment`${head.command}`,
          programs: programNames(application).map((program) => ({
            name: word`${program.name}`,
            script: word`${derive(program.name, () => scriptFile(program))}`,
          })),
        },
      },
      ...planScripts(application, deployment, { head, target: 'screen' }),
    ]);
  },
  install,
};
