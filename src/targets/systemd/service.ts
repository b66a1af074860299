import type { Application } from '../../core/model.ts';
import { derive } from '../../core/place.ts';
import type { Context } from '../../core/render.ts';
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
import { workers } from './workers.ts';

/** NAME@.service: one worker, %i its number. */
export function planService(application: Application): Context {
  const { name, command, directory, group, environmentFile, hardening, stop } = application;
  if (command === null) throw new TypeError(`no command for ${name.value}`);
  const [first, ...others] = command.value;
  const umask =
    application.umask ?? (hardening.value === 'strict' ? derive(hardening, () => '0077') : null);
  return {
    description: plain`${name}: FastCGI worker %i`,
    socket: word`${name}.socket`,
    target: word`${name}.target`,
    ...workers(application),
    user: plain`${processAccount(application).user}`,
    ...optionalToken('group', group, (value) => plain`${value}`),
    ...optionalToken('directory', directory, (value) => path`${value}`),
    ...optionalToken('umask', umask, (value) => plain`${value}`),
    ...optionalToken('environmentFile', environmentFile, (value) => pattern`${value}`),
    environment: application.environment.map(({ name, value }) => environment`${name}=${value}`),
    program: program`${first}`,
    arguments: others.map((value) => argument`${value}`),
    stopTimeout: plain`${derive(stop.timeoutMilliseconds, formatTime)}`,
    isBasic: hardening.value === 'basic',
    isStrict: hardening.value === 'strict',
    sharesNamespaces: hardening.value === 'strict' && application.processes.value > 1,
    unitExtra: planExtra([application], 'systemd.unit'),
    serviceExtra: planExtra([application], 'systemd.service'),
    stateFolder: word`-/var/lib/${name}`,
  };
}
