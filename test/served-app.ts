/** What an application states so that a target can start it: a command, or what the target is the server of. */
export function startedBy(target: string): { readonly command: readonly string[] } | ServedApp {
  return SERVED[target] ?? { command: ['/srv/shop/app.fcgi'] };
}

interface ServedApp {
  readonly app: object;
  readonly directory: string;
}

const SERVED: Readonly<Record<string, ServedApp>> = {
  gunicorn: {
    app: { kind: 'wsgi', server: 'gunicorn', module: 'shop:app' },
    directory: '/srv/shop',
  },
  flup: { app: { kind: 'wsgi', server: 'flup', module: 'shop:app' }, directory: '/srv/shop' },
  'php-fpm': { app: { kind: 'php', script: '/srv/shop/index.php' }, directory: '/srv/shop' },
  uwsgi: { app: { kind: 'wsgi', module: 'shop:app' }, directory: '/srv/shop' },
};

/** The same as lines of a descriptor. */
export function startedLines(target: string): string {
  return Object.entries(startedBy(target))
    .map(([field, value]) => `${field}: ${JSON.stringify(value)}\n`)
    .join('');
}
