import type { Application } from '../../core/model.ts';
import { derive } from '../../core/place.ts';
import type { Token } from '../../core/token.ts';
import { word } from '../../dialects/systemd.ts';

/** The names of the workers' units: NAME@1.service and so on. */
export function workers(application: Application): {
  readonly firstWorker: Token;
  readonly otherWorkers: readonly Token[];
} {
  const { processes } = application;
  return {
    firstWorker: worker(application, 1),
    otherWorkers: Array.from({ length: processes.value - 1 }, (_, index) =>
      worker(application, index + 2),
    ),
  };
}

function worker({ name, processes }: Application, number: number): Token {
  return word`${name}@${derive(processes, () => number)}.service`;
}
