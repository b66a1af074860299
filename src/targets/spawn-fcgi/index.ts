import { header } from '../../core/header.ts';
import type { Target } from '../../core/target.ts';
import { refuseSpawned, spawnedCapabilities } from '../spawned.ts';
import { planScripts, programNames, scriptFile } from '../spawned-scripts.ts';
import { install } from './install.ts';
import { limits } from './limits.ts';

/** spawn-fcgi 1.6 and multiwatch 1.0, in a script for the foreground. */
export const spawnFcgi: Target = {
  name: 'spawn-fcgi',
  summary: 'spawn-fcgi: a shell script that becomes multiwatch with its processes',
  side: 'process',
  describe: (application) => [...programNames(application).map(scriptFile), 'multiwatch'],
  layouts: [],
  capabilities: spawnedCapabilities({
    after: 'leave it out: what runs the script decides when',
    reload: 'leave it out: nothing is there to send a signal',
    'stop.timeout': 'leave it out: what runs the script decides how long to wait',
  }),
  verdict: {
    holdsSocket: 'multiwatch',
    restartLoses: 'the time of the restart',
    releaseLoses: 'nothing: the processes are killed one by one',
    measured: 'spawn-fcgi.test.ts',
  },
  limits,
  refuse: refuseSpawned,
  plan: (deployment, { templatesFolder }) => {
    const head = header(deployment, 'spawn-fcgi', { templatesFolder });
    return deployment.applications.flatMap((application) =>
      planScripts(application, deployment, { head, target: 'spawn-fcgi' }),
    );
  },
  install,
};
