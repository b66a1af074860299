import type { Application } from '../../core/model.ts';
import { derive, type Placed } from '../../core/place.ts';
import type { App, ScriptApp, WsgiApp } from '../../core/process.ts';
import type { PlatformName } from '../platforms.ts';
import { uwsgiLine } from './uwsgi.ts';
import { words } from './words.ts';

type Line = readonly [program: Placed<string>, ...parameters: Placed<string>[]];

/**
 * Program and arguments of ONE process that serves the listening socket it inherits as descriptor 0: the `command`, or what
 * the `app` stands for. Not for apps whose server can't: gunicorn and php-fpm.
 */
export function workerLine(application: Application, platform: PlatformName): Line {
  const { name, command, app } = application;
  if (command !== null) return command.value;
  if (app === null) throw new TypeError(`nothing to start for ${name.value}`);
  const [program, ...parameters] = lineOf(application, app, platform);
  if (program === undefined) throw new TypeError('every line has a program');
  return [program, ...parameters];
}

function lineOf(
  application: Application,
  app: Placed<App>,
  platform: PlatformName,
): readonly Placed<string>[] {
  const { value } = app;
  switch (value.kind) {
    case 'wsgi':
      return wsgiLine(
        application,
        derive(app, () => value),
        platform,
      );
    case 'psgi':
      return psgiLine(derive(app, () => value));
    case 'cgi':
      // "-f" sends what the script writes to its standard error to the web server's log.
      return words(app, [value.program ?? '/usr/sbin/fcgiwrap', '-f']);
    case 'php':
      throw new TypeError('php-fpm serves no socket that it inherits');
  }
}

function wsgiLine(
  application: Application,
  app: Placed<WsgiApp>,
  platform: PlatformName,
): readonly Placed<string>[] {
  const { server, program, virtualenv } = app.value;
  if (server.value === 'uwsgi') return uwsgiLine(application, { app, platform }, 'fd 0');
  if (server.value === 'gunicorn') throw new TypeError('gunicorn takes no socket as descriptor 0');
  const { directory, name } = application;
  const python = virtualenv === null ? null : derive(virtualenv, (path) => `${path}/bin/python`);
  const script = derive<unknown, string>(
    directory ?? app,
    () => `${directory?.value ?? ''}/${name.value}.fcgi`,
  );
  return words(app, [program ?? python ?? '/usr/bin/python3', script]);
}

/** Without a manager of its own, plackup serves descriptor 0 itself, and ends after the request on SIGTERM. */
function psgiLine(app: Placed<ScriptApp>): readonly Placed<string>[] {
  const { program, script } = app.value;
  const options = ['--server', 'FCGI', '--env', 'deployment', '--manager='];
  return words(app, [program ?? '/usr/bin/plackup', ...options, script]);
}
