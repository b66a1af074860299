import type { Diagnostic } from './diagnostic.ts';
import { blame, type Placed } from './place.ts';
import type { App, ProcessSettings } from './process.ts';

/** What `command`, `app` and the settings of what serves it say together. */
export function checkApp(settings: ProcessSettings, report: (problem: Diagnostic) => void): void {
  const { app, command, threads, stop, reload, maxRequests } = settings;
  const refuse = (at: Placed<unknown>, message: string, help: string): void => {
    report(blame(at, { code: 'valid-app', message, help }));
  };
  if (app !== null && command !== null) {
    refuse(app, '"app" and "command" both say what is started', 'keep one of them');
  }
  const server = app === null ? null : serverOf(app.value);
  const served = server === null ? 'a "command"' : `an app served by ${server}`;
  if (!threads.place.isDefault && threads.value > 1 && !hasThreads(server)) {
    refuse(threads, `"threads" is for uwsgi and gunicorn, not for ${served}`, OWN_OPTION);
  }
  if (maxRequests !== null && !COUNTING.has(server ?? '')) {
    refuse(
      maxRequests,
      `"max_requests" is for uwsgi, gunicorn and php-fpm, not for ${served}`,
      OWN_OPTION,
    );
  }
  if (server === null) return;
  const known = `leave it out: the signals of ${server} are known`;
  if (!stop.signal.place.isDefault) refuse(stop.signal, '"stop.signal" is for a "command"', known);
  if (reload !== null) refuse(reload, '"reload" is for a "command"', known);
}

/** The program that serves an app. */
export function serverOf(app: App): string {
  if (app.kind === 'wsgi') return app.server.value;
  return { psgi: 'plackup', php: 'php-fpm', cgi: 'fcgiwrap' }[app.kind];
}

function hasThreads(server: string | null): boolean {
  return server === 'uwsgi' || server === 'gunicorn';
}

const COUNTING = new Set(['uwsgi', 'gunicorn', 'php-fpm']);
const OWN_OPTION = 'leave it out: the program has an option of its own, or none';
