import { header } from '../../core/header.ts';
import type { Application } from '../../core/model.ts';
import type { Context } from '../../core/render.ts';
import type { Target } from '../../core/target.ts';
import { comment, monit as dialect, name, number, path } from '../../dialects/monit.ts';
import { planExtra } from '../extra.ts';
import { refuseSpawned, spawnedCapabilities } from '../spawned.ts';
import { programNames } from '../spawned-scripts.ts';
import { refuseServices } from '../sysv/refuse-services.ts';
import { install } from './install.ts';
import { limits } from './limits.ts';

/** monit 5.33: watches what the init script of the target sysv starts, and has that start it again. */
export const monit: Target = {
  name: 'monit',
  summary: 'monit: checks of what the init script of sysv starts',
  side: 'process',
  describe: (application) =>
    programNames(application).map((program) => `check process ${program.name.value}`),
  layouts: [],
  capabilities: spawnedCapabilities({}),
  verdict: {
    holdsSocket: 'multiwatch',
    restartLoses: 'the time of the restart',
    releaseLoses: 'as with sysv',
    measured: 'monit.test.ts',
  },
  limits,
  watches: 'sysv',
  refuse: (deployment) => [...refuseSpawned(deployment), ...refuseServices(deployment)],
  plan: (deployment, { templatesFolder }) => {
    const head = header(deployment, 'monit', { templatesFolder });
    return deployment.applications.map((application) => ({
      name: `${application.name.value}.monit.conf`,
      template: 'monit/check.monit',
      dialect,
      context: {
        source: comment`${head.source}`,
        command: comment`${head.command}`,
        programs: planChecks(application),
      },
    }));
  },
  install,
};

function planChecks(application: Application): readonly Context[] {
  return programNames(application).map((program, index) => ({
    name: name`${program.name}`,
    pidfile: path`/run/${program.name}.pid`,
    start: path`/etc/init.d/${application.name} start`,
    stop: path`/etc/init.d/${application.name} stop`,
    isServing: index === 0,
    ...planSocket(application),
    givesUp: application.restart.value === 'fail',
    extra: index === 0 ? planExtra([application], 'monit.check') : [],
  }));
}

function planSocket({ sockets: [{ value: socket }] }: Application): Context {
  return socket.kind === 'unix'
    ? { isUnix: true, path: path`${socket.path}` }
    : { isUnix: false, host: name`${socket.host}`, port: number`${socket.port}` };
}
