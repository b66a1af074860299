import type { Diagnostic } from '../../core/diagnostic.ts';
import type { Application, Deployment, Variable } from '../../core/model.ts';
import { blame } from '../../core/place.ts';
import { canHold } from '../../dialects/supervisor.ts';
import { holderOf } from '../app-kinds/index.ts';
import { daemonEnvironment } from '../daemon-environment.ts';
import { supervisedPrograms } from './programs.ts';

/** The variables of a program: those that environment= can hold, and those that go through env(1). */
export function environmentOf(
  application: Application,
  environment: readonly Variable[],
): {
  readonly settings: readonly Variable[];
  readonly byEnv: readonly Variable[];
} {
  const all = daemonEnvironment(application, environment);
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

/** What lacks something, or has a server that takes no socket, is refused anyhow. */
function isSupervised(application: Application): boolean {
  const { command, app, user } = application;
  if (user === null || (command === null && app === null)) return false;
  return holderOf(application) !== 'gunicorn';
}
