import { type Header, header } from '../../core/header.ts';
import type { Application } from '../../core/model.ts';
import type { PlannedFile } from '../../core/render.ts';
import type { Target } from '../../core/target.ts';
import { comment, shell as dialect, word } from '../../dialects/shell.ts';
import { planExtra } from '../extra.ts';
import { type Program, programsOf } from '../programs.ts';
import { planSpawned, refuseSpawned, spawnedCapabilities } from '../spawned.ts';
import { install } from './install.ts';
import { limits } from './limits.ts';
import { fileOf, folderOf, hasLogService, servicesOf } from './service.ts';

/** runit 2.1: a service that becomes multiwatch with its processes, on a socket that spawn-fcgi opens. */
export const runit: Target = {
  name: 'runit',
  summary: 'runit: a service that becomes multiwatch with its processes',
  side: 'process',
  describe: (application) => [...servicesOf(application).map(folderOf), 'multiwatch'],
  layouts: [],
  capabilities: spawnedCapabilities({
    after: 'leave it out: runit starts all services at once',
    reload: 'leave it out: runsv knows multiwatch alone, which does not reload',
    'stop.timeout': 'leave it out: "sv -w" says how long to wait',
  }),
  limits,
  refuse: refuseSpawned,
  plan: (deployment, { templatesFolder }) => {
    const head = header(deployment, 'runit', { templatesFolder });
    return deployment.applications.flatMap((application) =>
      programsOf(application, deployment.platform.value).flatMap((program) =>
        planService(application, program, head),
      ),
    );
  },
  install,
};

function planService(
  application: Application,
  program: Program,
  head: Header,
): readonly PlannedFile[] {
  const shared = { source: comment`${head.source}`, command: comment`${head.command}` };
  const log = {
    name: fileOf(program, 'log'),
    template: 'runit/log.shell',
    dialect,
    context: { ...shared, folder: word`/var/log/runit/${program.name}` },
  };
  return [
    {
      name: fileOf(program, 'run'),
      template: 'runit/run.shell',
      dialect,
      context: {
        ...shared,
        extra: program.isServing ? planExtra([application], 'runit.run') : [],
        ...planSpawned(application, program),
      },
    },
    {
      name: fileOf(program, 'finish'),
      template: 'runit/finish.shell',
      dialect,
      context: { ...shared, givesUp: application.restart.value === 'fail' },
    },
    ...(hasLogService(application) ? [log] : []),
  ];
}
