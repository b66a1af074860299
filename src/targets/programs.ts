import type { Application, Variable } from '../core/model.ts';
import type { Placed } from '../core/place.ts';
import { workerLine } from './app-kinds/index.ts';
import type { PlatformName } from './platforms.ts';

/** What a process manager starts on its own: the program that serves the socket, or a worker without one. */
export interface Program {
  readonly name: Placed<string>;
  readonly isServing: boolean;
  readonly processes: Placed<number>;
  readonly line: readonly Placed<string>[];
  readonly environment: readonly Variable[];
}

/** The programs of an application, the serving one first. */
export function programsOf(
  application: Application,
  platform: PlatformName,
): readonly [Program, ...Program[]] {
  const { name, processes, environment } = application;
  return [
    { name, isServing: true, processes, environment, line: workerLine(application, platform) },
    ...workersOf(application),
  ];
}

/** Those without a socket. */
export function workersOf({ workers }: Application): readonly Program[] {
  return workers.map((worker) => ({
    name: worker.name,
    isServing: false,
    processes: worker.processes,
    environment: worker.environment,
    line: worker.command.value,
  }));
}
