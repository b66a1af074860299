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
  const { module, callable } = app.value;
  const patience = derive(limits.readTimeoutMilliseconds, (time) => Math.ceil(time / 1000));
  return words(app, [
    programOf(app.value) ?? DEFAULT,
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

/** The program of the same line. */
export function gunicornProgram({ app }: Pick<Application, 'app'>): string {
  return (app?.value.kind === 'wsgi' ? programOf(app.value)?.value : null) ?? DEFAULT;
}

function programOf({ program, virtualenv }: WsgiApp): Placed<string> | null {
  if (program !== null || virtualenv === null) return program;
  return derive(virtualenv, (path) => `${path}/bin/gunicorn`);
}

const DEFAULT = '/usr/bin/gunicorn';
