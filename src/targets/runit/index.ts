import type { Target } from '../../core/target.ts';
import { folderOf, planServices, servicesOf } from '../service-folders.ts';
import { refuseSpawned, spawnedCapabilities } from '../spawned.ts';
import { install } from './install.ts';
import { limits } from './limits.ts';
import { supervision } from './supervision.ts';

/** runit 2.1: a service that becomes multiwatch with its processes, on a socket that spawn-fcgi opens. */
export const runit: Target = {
  name: 'runit',
  summary: 'runit: a service that becomes multiwatch with its processes',
  side: 'process',
  describe: (application) => [
    ...servicesOf(application).map((service) => folderOf(supervision, service)),
    'multiwatch',
  ],
  layouts: [],
  capabilities: spawnedCapabilities({
    after: 'leave it out: runit starts all services at once',
    reload: 'leave it out: runsv knows multiwatch alone, which does not reload',
    'stop.timeout': 'leave it out: "sv -w" says how long to wait',
  }),
  verdict: {
    holdsSocket: 'multiwatch',
    restartLoses: 'the time of the restart',
    releaseLoses: 'nothing: the processes are killed one by one',
    measured: 'supervision-trees.test.ts',
  },
  limits,
  refuse: refuseSpawned,
  plan: (deployment, options) => planServices(supervision, deployment, options),
  install,
};
