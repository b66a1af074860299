import type { Application } from '../../core/model.ts';
import type { Context } from '../../core/render.ts';
import { plain } from '../../dialects/systemd.ts';
import { workers } from './workers.ts';

/** NAME.target: all workers as one thing to start and restart. */
export function planTarget(application: Application): Context {
  return {
    description: plain`${application.name}: all FastCGI workers`,
    ...workers(application),
  };
}
