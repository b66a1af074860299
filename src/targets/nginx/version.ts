import type { Deployment } from '../../core/model.ts';

/** Whether the descriptor states a version of nginx, and that or a later one. */
export function isSince(version: string, { targets }: Pick<Deployment, 'targets'>): boolean {
  const stated = targets.find(({ name }) => name.value === 'nginx')?.version?.value;
  if (stated === undefined) return false;
  const [have, want] = [stated, version].map((text) => text.split('.').map(Number));
  for (let place = 0; place < 3; place += 1) {
    const difference = (have?.[place] ?? 0) - (want?.[place] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}
