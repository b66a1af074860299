import type { Application } from '../../core/model.ts';
import { derive, type Placed } from '../../core/place.ts';
import type { WsgiApp } from '../../core/process.ts';
import type { PlatformName } from '../platforms.ts';
import { words } from './words.ts';

const PROGRAMS = { debian: '/usr/bin/uwsgi', rhel: '/usr/sbin/uwsgi' } as const;

/**
 * A uWSGI with its master, which lets requests end when it is told to stop (SIGTERM) or to reload (SIGHUP).
 *
 * @param socket the inherited one: descriptor 0 of one worker, or the first of socket activation for all of them
 */
export function uwsgiLine(
  application: Application,
  { app, platform }: { readonly app: Placed<WsgiApp>; readonly platform: PlatformName },
  socket: 'fd 0' | 'fd 3',
): readonly Placed<string>[] {
  const { processes, threads, maxRequests } = application;
  const { program, module, callable, virtualenv } = app.value;
  return words(app, [
    program ?? PROGRAMS[platform],
    // What is misspelt is an error, also in UWSGI_ variables of the environment.
    '--strict',
    ...(program === null ? ['--plugin', 'python3'] : []),
    ...(virtualenv === null ? [] : ['--virtualenv', virtualenv]),
    ...['--module', derive(module, (name) => `${name}:${callable.value}`), '--need-app'],
    ...(socket === 'fd 0' ? ['--protocol', 'fastcgi'] : ['--fastcgi-socket', 'fd://3']),
    ...['--master', '--processes', socket === 'fd 0' ? '1' : processes],
    ...(threads.value > 1 ? ['--threads', threads] : ['--enable-threads']),
    ...(maxRequests === null ? [] : ['--max-requests', maxRequests]),
    // Without it the master takes SIGTERM for a reload.
    ...['--hook-master-start', 'unix_signal:15 gracefully_kill_them_all'],
    // Room for large cookies and long addresses.
    ...['--buffer-size', '32768'],
    // The web server logs requests, and hangs up as soon as it has the whole answer.
    ...['--disable-logging', '--ignore-sigpipe', '--ignore-write-errors'],
    '--disable-write-exception',
  ]);
}
