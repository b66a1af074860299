import type { Application, Deployment } from '../../core/model.ts';
import type { Placed } from '../../core/place.ts';
import type { PlanOptions } from '../../core/target.ts';

/** Whether a value that stands where nginx expands variables has a "$". */
export function needsDollar(
  { applications, acmeWebroot }: Deployment,
  { layout, stateDirectory }: PlanOptions,
): boolean {
  if (layout === 'standalone' && stateDirectory.includes('$')) return true;
  const values = [
    ...applications.flatMap(valuesOf),
    ...(acmeWebroot === null ? [] : [acmeWebroot]),
  ];
  return values.some(({ value }) => value.includes('$'));
}

function valuesOf(application: Application): readonly Placed<string>[] {
  const { params, statics, redirects, auth, headers, maintenance } = application;
  return [
    ...params.map(({ value }) => value),
    ...headers.map(({ value }) => value),
    ...redirects.map(({ to }) => to),
    ...statics.flatMap(({ path, index }) => (index === null ? [path] : [path, index])),
    ...(auth === null ? [] : [auth.realm, auth.file]),
    ...(maintenance === null ? [] : [maintenance.page]),
  ];
}
