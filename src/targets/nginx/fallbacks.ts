import type { Area } from '../../core/areas.ts';
import type { Application, Deployment } from '../../core/model.ts';
import { derive, type Placed } from '../../core/place.ts';
import type { Context } from '../../core/render.ts';
import type { BasicAuth } from '../../core/site.ts';
import { uri } from '../../dialects/nginx.ts';
import { planPassing } from './passing.ts';

type StaticArea = Extract<Area, { kind: 'static' }>;

/** The location that a missing file of a static folder is asked for instead; null: there is none. */
export function fallbackOf(area: StaticArea): Placed<string> | null {
  return area.static.fallthrough.value ? fallbackName(area.application, area.auth) : null;
}

/** One for each way in which missing files reach an application. */
export function planFallbacks(
  application: Application,
  all: readonly Area[],
  deployment: Deployment,
): readonly Context[] {
  const wanted = all.flatMap((area) =>
    area.kind === 'static' && area.application === application && fallbackOf(area) !== null
      ? [area.auth]
      : [],
  );
  return [...new Set(wanted)].map((auth) => ({
    ...planPassing(application, auth, deployment),
    isBare: false,
    url: uri`${fallbackName(application, auth)}`,
  }));
}

function fallbackName({ name }: Application, auth: BasicAuth | null): Placed<string> {
  return derive(name, (text) => `@deploygen_${text}${auth === null ? '' : '_login'}`);
}
