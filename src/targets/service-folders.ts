import { header } from '../core/header.ts';
import type { Destination } from '../core/installation.ts';
import type { Application, Deployment } from '../core/model.ts';
import { derive } from '../core/place.ts';
import type { PlannedFile } from '../core/render.ts';
import type { PlanOptions } from '../core/target.ts';
import { comment, shell as dialect, word } from '../dialects/shell.ts';
import { planExtra } from './extra.ts';
import { programsOf } from './programs.ts';
import { planSpawned } from './spawned.ts';

/** What runs a service from a folder with the scripts run, finish and log/run. */
export interface Supervision {
  readonly target: 'runit' | 's6';
  readonly services: string;
  readonly logs: string;
}

/** The files of all services, `NAME.TARGET.KIND`, by templates of the target. */
export function planServices(
  { target, logs }: Supervision,
  deployment: Deployment,
  { templatesFolder }: PlanOptions,
): readonly PlannedFile[] {
  const head = header(deployment, target, { templatesFolder });
  const shared = { source: comment`${head.source}`, command: comment`${head.command}` };
  return deployment.applications.flatMap((application) =>
    programsOf(application, deployment.platform.value).flatMap((program) => {
      const contexts = {
        run: {
          extra: program.isServing ? planExtra([application], `${target}.run`) : [],
          ...planSpawned(application, program),
        },
        finish: { givesUp: application.restart.value === 'fail' },
        log: { folder: word`${derive(program.name, (name) => `${logs}/${name}`)}` },
      };
      return kindsOf(application).map((kind) => ({
        name: `${program.name.value}.${target}.${kind}`,
        template: `${target}/${kind}.shell`,
        dialect,
        context: { ...shared, ...contexts[kind] },
      }));
    }),
  );
}

/** "run" comes last, so that the service is whole when it is there. */
export function serviceFiles(
  supervision: Supervision,
  application: Application,
): readonly Destination[] {
  return servicesOf(application).flatMap((service) =>
    kindsOf(application).map((kind) => ({
      name: `${service}.${supervision.target}.${kind}`,
      path: `${folderOf(supervision, service)}/${kind === 'log' ? 'log/run' : kind}`,
      owner: 'root',
      group: 'root',
      mode: '0755',
    })),
  );
}

/** The services of an application: its own, and those of its workers. */
export function servicesOf({ name, workers }: Application): readonly string[] {
  return [name, ...workers.map((worker) => worker.name)].map(({ value }) => value);
}

export function folderOf({ services }: Supervision, service: string): string {
  return `${services}/${service}`;
}

/** Output goes to a log service, but where the descriptor has a log of its own. */
function kindsOf({ log }: Application) {
  return log === null ? (['log', 'finish', 'run'] as const) : (['finish', 'run'] as const);
}
