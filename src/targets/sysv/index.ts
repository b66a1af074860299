import { header } from '../../core/header.ts';
import type { Application } from '../../core/model.ts';
import { derive } from '../../core/place.ts';
import type { Context } from '../../core/render.ts';
import type { Target } from '../../core/target.ts';
import { comment, shell as dialect, word } from '../../dialects/shell.ts';
import { optionalToken } from '../optional-token.ts';
import { processAccount } from '../process-account.ts';
import { refuseSpawned, spawnedCapabilities } from '../spawned.ts';
import { planScripts, programNames, scriptPath } from '../spawned-scripts.ts';
import { initFile, install } from './install.ts';
import { limits } from './limits.ts';
import { refuseServices } from './refuse-services.ts';

/** An init script of the Linux Standard Base 5.0, for System V's init and what reads its scripts. */
export const sysv: Target = {
  name: 'sysv',
  summary: 'sysv: an init script (LSB) around spawn-fcgi and multiwatch',
  side: 'process',
  describe: ({ name, workers }) => [
    `/etc/init.d/${name.value}`,
    ...workers.map((worker) => `with ${worker.name.value}`),
  ],
  layouts: [],
  capabilities: spawnedCapabilities({}),
  verdict: {
    holdsSocket: 'multiwatch',
    restartLoses: 'the time of the restart',
    releaseLoses: 'nothing where `reload` is stated, else as a restart',
    measured: 'sysv.test.ts',
  },
  limits,
  refuse: (deployment) => [...refuseSpawned(deployment), ...refuseServices(deployment)],
  plan: (deployment, { templatesFolder }) => {
    const head = header(deployment, 'sysv', { templatesFolder });
    return deployment.applications.flatMap((application) => [
      {
        name: initFile(application),
        template: 'sysv/init.shell',
        dialect,
        context: {
          source: comment`${head.source}`,
          command: comment`${head.command}`,
          ...planInit(application),
        },
      },
      ...planScripts(application, deployment, { head, target: 'sysv' }),
    ]);
  },
  install,
};

function planInit(application: Application): Context {
  const { name, after, stop, log, reload } = application;
  const programs = programNames(application);
  return {
    provides: comment`${name}`,
    description: comment`${name}: FastCGI processes`,
    after: after.map(
      (service) => comment`${derive(service, (text) => text.replace(/\.service$/, ''))}`,
    ),
    name: word`${name}`,
    timeout: word`${derive(stop.timeoutMilliseconds, inSeconds)}`,
    patience: word`${derive(stop.timeoutMilliseconds, (time) => (inSeconds(time) + 30) * programs.length)}`,
    user: word`${processAccount(application).user}`,
    programs: programs.map((program) => ({
      name: word`${program.name}`,
      script: word`${derive(program.name, () => scriptPath(program))}`,
      // Also for what the script says before it has opened a log that is stated.
      log: log === null ? word`/var/log/${program.name}.log` : word`${log}`,
    })),
    ...optionalToken('reload', reload, (value) => word`${value}`),
  };
}

function inSeconds(milliseconds: number): number {
  return Math.ceil(milliseconds / 1000);
}
