import type { Application } from '../core/model.ts';
import type { App } from '../core/process.ts';
import { visible } from './visible.ts';

/** What the application's own code or settings must agree on with the descriptor. */
export interface Hints {
  /** The application, and what it seems to be. */
  readonly about: string;
  readonly lines: readonly string[];
}

/** The hints for an application; null: nothing is known of a command. */
export function hintsFor(application: Application): Hints | null {
  const { app, name } = application;
  if (app === null) return null;
  const kind = kindOf(app.value, application);
  return { about: `${name.value}, ${kind}`, lines: HINTS[kind](application) };
}

type Kind = 'Django' | 'WSGI' | 'PSGI' | 'PHP' | 'CGI';

function kindOf(app: App, { environment }: Application): Kind {
  if (app.kind !== 'wsgi') return ({ psgi: 'PSGI', php: 'PHP', cgi: 'CGI' } as const)[app.kind];
  const isDjango =
    /(^|\.)wsgi$/.test(app.module.value) ||
    environment.some(({ name }) => name.value === 'DJANGO_SETTINGS_MODULE');
  return isDjango ? 'Django' : 'WSGI';
}

const LINKS = 'links begin with SCRIPT_NAME, which the web server sends';

const HINTS: Readonly<Record<Kind, (application: Application) => readonly string[]>> = {
  Django: (application) => [
    'FORCE_SCRIPT_NAME stays unset: Django takes the mount from SCRIPT_NAME',
    ...staticSettings(application),
    'ALLOWED_HOSTS names what stands under "hosts"',
  ],
  WSGI: ({ protocol }) => [
    protocol.value === 'http'
      ? 'links begin with SCRIPT_NAME, which its server adds: in Flask by url_for(), without APPLICATION_ROOT and without x_prefix of ProxyFix'
      : `${LINKS}: in Flask by url_for(), without APPLICATION_ROOT and ProxyFix`,
  ],
  PSGI: () => [
    `${LINKS}: in Plack by $req->base`,
    'access is not judged by PATH_INFO, which plackup takes from REQUEST_URI as it came',
  ],
  PHP: () => [`${LINKS}: not with PHP_SELF, which holds what the visitor typed`],
  CGI: () => [LINKS],
};

/** Without a slash at its beginning, Django puts the mount in front of STATIC_URL. */
function staticSettings({ mount, statics }: Application): readonly string[] {
  const [folder] = statics.filter(({ kind }) => kind === 'folder');
  if (folder === undefined) return [];
  const url = folder.url.value;
  const below = `${mount.value}/`;
  const own = url.startsWith(below) ? url.slice(below.length) : url;
  return [
    `STATIC_URL = ${JSON.stringify(own)}, STATIC_ROOT = ${JSON.stringify(folder.path.value)}`,
  ].map(visible);
}
