import type { Application, Variable } from '../../core/model.ts';
import { derive, type Placed } from '../../core/place.ts';
import type { Signal, WsgiApp } from '../../core/process.ts';
import type { Token } from '../../core/token.ts';
import { word } from '../../dialects/systemd.ts';
import { gunicornLine, type Holder, holderOf, uwsgiLine, workerLine } from '../app-kinds/index.ts';
import { ownPhpFpmLine } from '../own-php-fpm.ts';
import type { PlatformName } from '../platforms.ts';

/** One unit file that runs processes: a template of which several run, or one service whose master has them. */
export interface ServiceUnit {
  /** The unit's name without "@" and ".service". */
  readonly stem: Placed<string>;
  /** What has its processes; null: systemd itself. */
  readonly server: Placed<string> | null;
  /** How many instances there are; null: it is no template. */
  readonly instances: Placed<number> | null;
  /** Null: it serves no socket. */
  readonly holder: Holder | null;
  readonly line: readonly Placed<string>[];
  readonly environment: readonly Variable[];
  readonly stopSignal: Placed<Signal> | null;
  readonly reloadSignal: Placed<Signal> | null;
}

/** The units of an application: what serves its socket, first, and its workers. */
export function serviceUnits(
  application: Application,
  platform: PlatformName,
): readonly [ServiceUnit, ...ServiceUnit[]] {
  const { stop, workers } = application;
  return [
    servingUnit(application, platform),
    ...workers.map(({ name, command, processes, environment }) => ({
      stem: name,
      server: null,
      instances: processes,
      holder: null,
      line: command.value,
      environment,
      stopSignal: stated(stop.signal),
      reloadSignal: null,
    })),
  ];
}

function servingUnit(application: Application, platform: PlatformName): ServiceUnit {
  const { name, processes, environment, stop, reload, app } = application;
  const holder = holderOf(application);
  const shared = { stem: name, environment, holder };
  const php = ownPhpFpmLine(application, platform);
  if (app !== null && php !== null) {
    return {
      ...shared,
      server: derive(app, () => 'php-fpm'),
      instances: null,
      line: php,
      stopSignal: derive(app, () => 'QUIT' as const),
      reloadSignal: derive(app, () => 'USR2' as const),
    };
  }
  if (holder === 'manager' || app?.value.kind !== 'wsgi') {
    return {
      ...shared,
      server: null,
      instances: processes,
      line: workerLine(application, platform),
      stopSignal: stated(stop.signal),
      reloadSignal: reload,
    };
  }
  const { value } = app;
  const wsgi: Placed<WsgiApp> = derive(app, () => value);
  return {
    ...shared,
    server: derive(value.server, String),
    instances: null,
    line:
      holder === 'gunicorn'
        ? gunicornLine(application, wsgi)
        : uwsgiLine(application, { app: wsgi, platform }, 'fd 3'),
    stopSignal: null,
    reloadSignal: derive(app, () => 'HUP'),
  };
}

/** SIGTERM is systemd's own. */
function stated(signal: Placed<Signal>): Placed<Signal> | null {
  return signal.value === 'TERM' ? null : signal;
}

/** Names of the units that run, one for each instance. */
export function runningUnits({ stem, instances }: ServiceUnit): readonly [Token, ...Token[]] {
  if (instances === null) return [word`${stem}.service`];
  const instance = (number: number): Token =>
    word`${stem}@${derive(instances, () => number)}.service`;
  const others = Array.from({ length: instances.value - 1 }, (_, index) => instance(index + 2));
  return [instance(1), ...others];
}

/** The name of its file. */
export function unitFile({ stem, instances }: ServiceUnit): string {
  return `${stem.value}${instances === null ? '' : '@'}.service`;
}

/** All units of an application, where they have to see the same private /tmp. */
export function unitsThatShare(units: readonly ServiceUnit[]): readonly Token[] {
  const running = units.flatMap(runningUnits);
  return running.length > 1 ? running : [];
}
