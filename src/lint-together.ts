import { hasPath } from './core/areas.ts';
import type { Diagnostic } from './core/diagnostic.ts';
import { defaultLayout } from './core/header.ts';
import type { Application, Deployment } from './core/model.ts';
import { blame } from './core/place.ts';
import type { Layout } from './core/target.ts';
import { lintSites } from './lint-sites.ts';
import { targets } from './targets/index.ts';

/** What descriptors, each right for itself, are wrong with on one server: what it cannot keep apart. */
export function lintTogether(deployments: readonly Deployment[]): readonly Diagnostic[] {
  return targets.flatMap(({ name, entangles, neighbours }) => {
    const stated = (layout: Layout) =>
      deployments.filter(
        (deployment) =>
          deployment.targets.some((stated) => stated.name.value === name) &&
          defaultLayout(deployment, name) === layout,
      );
    return [
      ...(entangles === undefined ? [] : lintFragments(stated('fragment'), { name, entangles })),
      ...(neighbours === undefined ? [] : lintSites(stated('site'), { name, neighbours })),
    ];
  });
}

function lintFragments(
  fragments: readonly Deployment[],
  { name, entangles }: { readonly name: string; readonly entangles: string },
): readonly Diagnostic[] {
  return fragments.flatMap((one, index) =>
    fragments.slice(index + 1).flatMap((other) =>
      pairs(one, other).flatMap(([a, b]) => {
        if (isBelow(b, a)) return [entangled({ inner: b, outer: a }, name, entangles)];
        return isBelow(a, b) ? [entangled({ inner: a, outer: b }, name, entangles)] : [];
      }),
    ),
  );
}

function pairs(
  one: Deployment,
  other: Deployment,
): readonly (readonly [Application, Application])[] {
  return one.applications.flatMap((a) => other.applications.map((b) => [a, b] as const));
}

function isBelow(inner: Application, outer: Application): boolean {
  return hasPath({ shape: 'tree' }, outer.mount.value, inner.mount.value);
}

interface Nested {
  readonly inner: Application;
  readonly outer: Application;
}

function entangled({ inner, outer }: Nested, target: string, why: string): Diagnostic {
  const [below, above] = [inner, outer].map(({ mount }) => JSON.stringify(mount.value || '/'));
  const { path } = outer.mount.place;
  const message = `mount ${below} lies in mount ${above} of ${path}, and ${target} cannot keep two fragments apart: ${why}`;
  const help = `list both under "apps" in one descriptor, if they are for one server`;
  return {
    ...blame(inner.mount, { code: 'target-entangled', message, help }),
    severity: 'warning',
  };
}
