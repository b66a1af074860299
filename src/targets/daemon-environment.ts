import type { Application, Variable } from '../core/model.ts';
import { derive } from '../core/place.ts';
import { processAccount } from './process-account.ts';

/**
 * The variables of a program whose manager changes the user, but not the variables that name the user. HOME, which would be
 * root's, is the working folder, or "/" as for a daemon: the user's own is not known here.
 */
export function daemonEnvironment(
  application: Application,
  environment: readonly Variable[],
): readonly Variable[] {
  const { directory } = application;
  const { user } = processAccount(application);
  const variable = (name: string, value: Variable['value']): Variable => ({
    name: derive(value, () => name),
    value,
  });
  const defaults = [
    variable('HOME', directory ?? derive(user, () => '/')),
    variable('LOGNAME', user),
    variable('USER', user),
  ];
  const isFree = ({ name }: Variable): boolean =>
    environment.every((stated) => stated.name.value !== name.value);
  return [...defaults.filter(isFree), ...environment];
}
