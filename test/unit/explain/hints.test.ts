import { describe, expect, it } from 'vitest';
import { hintsFor } from '../../../src/explain/hints.ts';
import { deploymentOf } from '../core/deployment-of.ts';

const DESK = {
  name: 'desk',
  mount: '/desk',
  socket: '/run/desk/app.sock',
  user: 'desk',
  static: { '/desk/a b/': '/srv/desk/a b/', '/desk/icon': '/srv/icon' },
};

function hints(descriptor: object) {
  return deploymentOf(descriptor).applications.map(hintsFor);
}

describe('what the application itself must agree on', () => {
  it.each([
    { app: { kind: 'wsgi', module: 'desk.wsgi' } },
    {
      app: { kind: 'wsgi', module: 'desk:app' },
      environment: { DJANGO_SETTINGS_MODULE: 'desk.settings' },
    },
  ])('is known of Django: %j', (fields) => {
    expect(hints({ ...DESK, ...fields })).toEqual([
      {
        about: 'desk, Django',
        lines: [
          'FORCE_SCRIPT_NAME stays unset: Django takes the mount from SCRIPT_NAME',
          'STATIC_URL = "a b/", STATIC_ROOT = "/srv/desk/a b/"',
          'ALLOWED_HOSTS names what stands under "hosts"',
        ],
      },
    ]);
  });

  it('has the whole URL of a folder beside the mount', () => {
    const [found] = hints({
      ...DESK,
      app: { kind: 'wsgi', module: 'wsgi' },
      static: { '/files/': '/srv/files/' },
    });

    expect(found?.lines).toContain('STATIC_URL = "/files/", STATIC_ROOT = "/srv/files/"');
  });

  it.each([
    [{ kind: 'wsgi', module: 'shop:app' }, 'desk, WSGI', 'url_for()'],
    [{ kind: 'wsgi', module: 'shop:app', server: 'gunicorn' }, 'desk, WSGI', 'x_prefix'],
    [{ kind: 'psgi', script: '/srv/app.psgi' }, 'desk, PSGI', 'REQUEST_URI'],
    [{ kind: 'php', script: '/srv/index.php' }, 'desk, PHP', 'PHP_SELF'],
    [{ kind: 'cgi', script: '/srv/app.cgi' }, 'desk, CGI', 'SCRIPT_NAME'],
  ])('is known of %j', (app, about, words) => {
    const [found] = hints({ ...DESK, app });

    expect(found?.about).toBe(about);
    expect(found?.lines.join('\n')).toContain(words);
  });

  it('is not known of a command', () => {
    expect(hints({ ...DESK, command: ['/srv/app.fcgi'] })).toEqual([null]);
  });
});
