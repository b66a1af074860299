import type { Diagnostic } from '../../core/diagnostic.ts';
import type { Application, Deployment, Variable } from '../../core/model.ts';
import { blame, derive } from '../../core/place.ts';
import { canHold } from '../../dialects/supervisor.ts';
import { holderOf } from '../app-kinds/index.ts';
import { processAccount } from '../process-account.ts';
import { supervisedPrograms } from './programs.ts';

/**
 * The variables of a program: those that environment= can hold, and those that go through env(1). supervisor leaves its own
 * HOME, which is root's; the user's is not known here, so it is the working folder, or "/" as for a daemon.
 */
export function environmentOf(
  application: Application,
  environment: readonly Variable[],
): {
  readonly settings: readonly Variable[];
  readonly byEnv: readonly Variable[];
} {
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
  ].filter(({ name }) => environment.every((stated) => stated.name.value !== name.value));
  const all = [...defaults, ...environment];
  return {
    settings: all.filter(({ value }) => canHold(value.value)),
    byEnv: all.filter(({ value }) => !canHold(value.value)),
  };
}

/** env(1) would take a program with a "=" for a variable. */
export function refuseEqualSigns({ applications, platform }: Deployment): readonly Diagnostic[] {
  return applications.filter(isSupervised).flatMap((application) =>
    supervisedPrograms(application, platform.value).flatMap(({ line: [program], environment }) => {
      const [variable] = environmentOf(application, environment).byEnv;
      if (variable === undefined || !program?.value.includes('=')) return [];
      return [
        blame(variable.value, {
          code: 'target-inexpressible',
          message: `supervisor cannot express ${JSON.stringify(variable.value.value)} for a program with a "=" in its path`,
          help: 'leave the quotes out, or move the program',
        }),
      ];
    }),
  );
}

/** What lacks something, or has a server of its own, is refused anyhow. */
function isSupervised(application: Application): boolean {
  const { command, app, user } = application;
  if (user === null || (command === null && app === null)) return false;
  return holderOf(application) === 'manager' || isUwsgi(application);
}

function isUwsgi({ app }: Application): boolean {
  return app?.value.kind === 'wsgi' && app.value.server.value === 'uwsgi';
}
