import type { Application } from '../../core/model.ts';

/**
 * Who makes the processes of an application: the process manager, which starts as many as there shall be on one inherited
 * socket, or a master process of the app's own server.
 */
export type Holder = 'manager' | 'uwsgi' | 'gunicorn' | 'php-fpm';

/** Who makes them where the manager can pass a socket to a master, and wait until it is ready. */
export function holderOf({ app }: Pick<Application, 'app'>): Holder {
  if (app?.value.kind === 'php') return 'php-fpm';
  if (app?.value.kind !== 'wsgi') return 'manager';
  const { value: server } = app.value.server;
  return server === 'flup' ? 'manager' : server;
}
