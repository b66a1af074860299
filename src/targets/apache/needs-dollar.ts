import type { Deployment } from '../../core/model.ts';
import type { PlanOptions } from '../../core/target.ts';

/** Whether a value with a "${" is placed, which only a variable can hold; see the dialect. */
export function needsDollar(
  { applications }: Deployment,
  { layout, stateDirectory }: PlanOptions,
): boolean {
  const texts = applications.flatMap(
    ({ mount, params, statics, sockets, auth, headers, redirects, deny }) => [
      auth?.realm.value ?? '',
      auth?.file.value ?? '',
      ...headers.map(({ value }) => value.value),
      ...redirects.flatMap(({ from, to }) => [from.value, to.value]),
      ...deny.map(({ value }) => value),
      mount.value,
      ...params.map(({ value }) => value.value),
      ...statics.flatMap(({ url, path, index }) => [url.value, path.value, index?.value ?? '']),
      ...sockets.map(({ value }) => (value.kind === 'unix' ? value.path.value : '')),
    ],
  );
  return [...texts, layout === 'standalone' ? stateDirectory : ''].some((text) =>
    text.includes('${'),
  );
}
