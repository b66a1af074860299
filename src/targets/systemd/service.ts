import type { Application } from '../../core/model.ts';
import { derive, type Placed } from '../../core/place.ts';
import type { Context } from '../../core/render.ts';
import type { Token } from '../../core/token.ts';
import { formatTime } from '../../core/units.ts';
import {
  argument,
  environment,
  path,
  pattern,
  plain,
  program,
  word,
} from '../../dialects/systemd.ts';
import { planExtra } from '../extra.ts';
import { optionalToken } from '../optional-token.ts';
import { processAccount } from '../process-account.ts';
import { runFolders } from '../run-folders.ts';
import { planHardening } from './hardening.ts';
import { type ServiceUnit, unitsThatShare } from './service-units.ts';

/** NAME@.service, one process of which %i is the number, or NAME.service, a master with its processes. */
export function planService(
  application: Application,
  unit: ServiceUnit,
  units: readonly ServiceUnit[],
): Context {
  const { name, directory, group, environmentFile, hardening, stop, log, restart, after } =
    application;
  const { stem, line, instances, holder, stopSignal, reloadSignal } = unit;
  const [first, ...others] = line;
  if (first === undefined) throw new TypeError(`no command for ${stem.value}`);
  const umask =
    application.umask ?? (hardening.value === 'strict' ? derive(hardening, () => '0077') : null);
  return {
    description: describe(unit),
    socket: word`${name}.socket`,
    target: word`${name}.target`,
    // php-fpm opens its socket itself.
    isActivated: holder !== null && holder !== 'php-fpm',
    ...optionalToken(
      'socketFolder',
      holder === 'php-fpm' ? (runFolders(application).at(-1) ?? null) : null,
      (value) => word`${value}`,
    ),
    // systemd passes it to the service of the socket's own name.
    isNamed: holder === 'manager',
    isMaster: instances === null,
    sharing: hardening.value === 'strict' ? unitsThatShare(units) : [],
    after: after.map((service) => word`${serviceName(service)}`),
    givesUp: restart.value === 'fail',
    user: plain`${processAccount(application).user}`,
    ...optionalToken('group', group, (value) => plain`${value}`),
    ...optionalToken('directory', directory, (value) => path`${value}`),
    ...optionalToken('umask', umask, (value) => plain`${value}`),
    ...optionalToken('environmentFile', environmentFile, (value) => pattern`${value}`),
    environment: unit.environment.map(({ name, value }) => environment`${name}=${value}`),
    ...optionalToken('log', log, (value) => plain`append:${value}`),
    program: program`${first}`,
    arguments: others.map((value) => argument`${value}`),
    ...optionalToken('reload', reloadSignal, (value) => argument`-${value}`),
    ...optionalToken('stopSignal', stopSignal, (value) => plain`SIG${value}`),
    stopTimeout: plain`${derive(stop.timeoutMilliseconds, formatTime)}`,
    ...planResources(application, unit),
    ...planHardening(application, line),
    unitExtra: holder === null ? [] : planExtra([application], 'systemd.unit'),
    serviceExtra: holder === null ? [] : planExtra([application], 'systemd.service'),
  };
}

function describe({ stem, server, holder }: ServiceUnit): Token {
  if (server !== null) return plain`${stem}: ${server} and its processes`;
  return holder === null ? plain`${stem}: process %i` : plain`${stem}: FastCGI worker %i`;
}

/** A service of another name than systemd's own; another kind of unit has its suffix. */
function serviceName(service: Placed<string>): Placed<string> {
  return derive(service, (name) => (UNIT.test(name) ? name : `${name}.service`));
}

const UNIT = /\.(service|socket|target|mount|automount|path|timer|device|swap|slice|scope)$/;

/** A unit with a master has the memory of all its processes. */
function planResources(
  { resources: { memoryBytes, files }, processes }: Application,
  { instances }: ServiceUnit,
): Context {
  const share = instances === null ? processes.value + 1 : 1;
  return {
    ...optionalToken(
      'memory',
      memoryBytes,
      (value) => plain`${derive(value, (bytes) => bytes * share)}`,
    ),
    ...optionalToken('files', files, (value) => plain`${value}`),
  };
}
