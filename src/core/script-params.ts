import { derive } from './place.ts';
import type { ProcessSettings } from './process.ts';
import type { Variable } from './variable.ts';

/** The parameters of each request, with the file that php-fpm or fcgiwrap is to run; a stated one wins. */
export function withScript(
  params: readonly Variable[],
  { app }: ProcessSettings,
): readonly Variable[] {
  if (app === null || app.value.kind === 'wsgi' || app.value.kind === 'psgi') return params;
  if (params.some(({ name }) => name.value === 'SCRIPT_FILENAME')) return params;
  const value = app.value.script;
  return [...params, { name: derive(value, () => 'SCRIPT_FILENAME'), value }];
}
