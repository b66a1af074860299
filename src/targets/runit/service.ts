import type { Destination } from '../../core/installation.ts';
import type { Application } from '../../core/model.ts';
import type { Placed } from '../../core/place.ts';

/** The files of a service, `NAME.runit.KIND`, each with its place in the folder of the service. */
const FILES = { run: 'run', finish: 'finish', log: 'log/run' } as const;

type ServiceFile = keyof typeof FILES;
interface Named {
  readonly name: Placed<string>;
}

/** The names of the services of an application: its own, and those of its workers. */
export function servicesOf(application: Application): readonly string[] {
  return [application, ...application.workers].map(({ name }) => name.value);
}

/** Output goes to a log service, but where the descriptor has a log of its own. */
export function hasLogService({ log }: Application): boolean {
  return log === null;
}

export function fileOf({ name }: Named, file: ServiceFile): string {
  return `${name.value}.runit.${file}`;
}

export function folderOf(service: string): string {
  return `/etc/sv/${service}`;
}

/** "run" comes last, so that the service is whole when it is there. */
export function destinationsOf(application: Application): readonly Destination[] {
  const kinds = [...(hasLogService(application) ? ['log' as const] : []), 'finish', 'run'] as const;
  return [application, ...application.workers].flatMap((named) =>
    kinds.map((kind) => ({
      name: fileOf(named, kind),
      path: `${folderOf(named.name.value)}/${FILES[kind]}`,
      owner: 'root',
      group: 'root',
      mode: '0755',
    })),
  );
}
