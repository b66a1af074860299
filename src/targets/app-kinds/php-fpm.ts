import { derive, type Placed } from '../../core/place.ts';
import type { App, ScriptApp } from '../../core/process.ts';
import type { PlatformName } from '../platforms.ts';
import { words } from './words.ts';

// Debian's programs have the version in their names; this is Debian 12's.
const PROGRAMS = { debian: '/usr/sbin/php-fpm8.2', rhel: '/usr/sbin/php-fpm' } as const;

/** A php-fpm of the application's own, in the foreground. @param configuration absolute path of its file */
export function phpFpmLine(
  app: Placed<ScriptApp>,
  platform: PlatformName,
  configuration: string,
): readonly Placed<string>[] {
  const program: Placed<string> =
    app.value.program ?? derive<App, string>(app, () => PROGRAMS[platform]);
  return words(app, [program, '--nodaemonize', '--fpm-config', configuration]);
}
