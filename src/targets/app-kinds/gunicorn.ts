import type { Application } from '../../core/model.ts';
import { derive, type Placed } from '../../core/place.ts';
import type { WsgiApp } from '../../core/process.ts';
import { words } from './words.ts';

/** A gunicorn, which takes the sockets of socket activation by itself. It comes from the virtual environment, where there is one. */
export function gunicornLine(
  application: Application,
  app: Placed<WsgiApp>,
): readonly Placed<string>[] {
  const { processes, threads, maxRequests, mount, limits } = application;
  const { program, module, callable, virtualenv } = app.value;
  const own = virtualenv === null ? null : derive(virtualenv, (path) => `${path}/bin/gunicorn`);
  const patience = derive(limits.readTimeoutMilliseconds, (time) => Math.ceil(time / 1000));
  return words(app, [
    program ?? own ?? '/usr/bin/gunicorn',
    ...['--workers', processes],
    ...(threads.value > 1 ? ['--threads', threads] : []),
    ...(maxRequests === null ? [] : ['--max-requests', maxRequests]),
    // HTTP has no SCRIPT_NAME: gunicorn takes it from its environment, and PATH_INFO is what follows it.
    ...(mount.value === ''
      ? []
      : ['--env', derive(mount, (path) => `SCRIPT_NAME=${encodeURI(path)}`)]),
    // A worker that is silent for longer is killed; the web server has given up by then.
    ...['--timeout', patience, '--graceful-timeout', patience],
    derive(module, (name) => `${name}:${callable.value}`),
  ]);
}
