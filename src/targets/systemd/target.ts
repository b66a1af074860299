import type { Application } from '../../core/model.ts';
import type { Context } from '../../core/render.ts';
import { plain } from '../../dialects/systemd.ts';
import { runningUnits, type ServiceUnit } from './service-units.ts';

/** NAME.target: all processes as one thing to start and restart. */
export function planTarget(
  application: Application,
  [first, ...others]: readonly [ServiceUnit, ...ServiceUnit[]],
): Context {
  const [firstUnit, ...more] = runningUnits(first);
  return {
    description: plain`${application.name}: all processes`,
    firstUnit,
    otherUnits: [...more, ...others.flatMap(runningUnits)],
  };
}
