import type { Application } from '../../core/model.ts';
import { derive } from '../../core/place.ts';
import { ownPhpFpmLine } from '../own-php-fpm.ts';
import type { PlatformName } from '../platforms.ts';
import { type Program, programsOf, workersOf } from '../programs.ts';

/** What supervisor starts: as everywhere, or one php-fpm, which opens the socket and has the processes. */
export function supervisedPrograms(
  application: Application,
  platform: PlatformName,
): readonly [Program, ...Program[]] {
  const line = ownPhpFpmLine(application, platform);
  if (line === null) return programsOf(application, platform);
  const { name, app, environment } = application;
  const processes = derive<unknown, number>(app ?? name, () => 1);
  return [{ name, isServing: false, processes, environment, line }, ...workersOf(application)];
}
