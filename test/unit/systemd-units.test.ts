import { describe, expect, it } from 'vitest';
import { load, render } from '../../src/deploygen.ts';
import { renderedFiles } from '../servers/rendered-files.ts';

const SHOP = {
  name: 'shop',
  socket: 'unix:/run/shop/app.sock',
  command: ['/srv/shop/app', '--config', 'a b'],
  user: 'shop',
};

describe('units', () => {
  it('are a socket, a template, a target and a folder', () => {
    expect(Object.keys(renderedFiles(SHOP, 'systemd'))).toEqual([
      'shop.socket',
      'shop@.service',
      'shop.target',
      'shop.tmpfiles.conf',
      'shop.sysusers.conf',
    ]);
  });

  it('are written for each application', () => {
    const apps = [SHOP, { ...SHOP, name: 'wiki', mount: '/wiki', socket: 'unix:/run/wiki.sock' }];

    expect(Object.keys(renderedFiles({ apps }, 'systemd')).slice(-4)).toEqual([
      'wiki.socket',
      'wiki@.service',
      'wiki.target',
      'wiki.sysusers.conf',
    ]);
  });

  it('want as many workers as there are processes', () => {
    const text = unit({ processes: 3 }, 'shop.target');

    expect(settings(text, 'Wants')).toEqual(['shop@1.service shop@2.service shop@3.service']);
  });

  it.each([
    [{}, ['/run/shop/app.sock'], ['shop'], ['www-data'], ['0660'], ['512']],
    [{ platform: 'rhel' }, ['/run/shop/app.sock'], ['shop'], ['nginx'], ['0660'], ['512']],
    [
      { socket: { path: '/a 100%', owner: 'o', group: 'g', mode: '600', backlog: 9 } },
      ['/a 100%%'],
      ['o'],
      ['g'],
      ['0600'],
      ['9'],
    ],
    [{ socket: '127.0.0.1:9000' }, ['127.0.0.1:9000'], [], [], [], []],
    [{ socket: '[::1]:9000' }, ['[::1]:9000'], [], [], [], []],
  ])('open the socket of %j', (fields, listen, user, group, mode, backlog) => {
    const text = unit(fields, 'shop.socket');

    expect(settings(text, 'ListenStream')).toEqual(listen);
    expect(settings(text, 'SocketUser')).toEqual(user);
    expect(settings(text, 'SocketGroup')).toEqual(group);
    expect(settings(text, 'SocketMode')).toEqual(mode);
    expect(settings(text, 'Backlog')).toEqual(backlog);
    expect(settings(text, 'FreeBind')).toEqual([]);
  });

  it('bind an address that may come later', () => {
    expect(settings(unit({ socket: '10.0.0.7:9000' }, 'shop.socket'), 'FreeBind')).toEqual(['yes']);
  });

  it('say how the worker runs', () => {
    const text = unit(
      {
        directory: '/srv/my shop',
        group: 'web',
        umask: '027',
        environment: { LANG: 'C.UTF-8', TITLE: '50% "off"' },
        environment_file: '/etc/shop/env',
        limits: { read_timeout: '90s' },
      },
      'shop@.service',
    );

    expect(settings(text, 'ExecStart')).toEqual(['/srv/shop/app --config "a b"']);
    expect(settings(text, 'User')).toEqual(['shop']);
    expect(settings(text, 'Group')).toEqual(['web']);
    expect(settings(text, 'UMask')).toEqual(['0027']);
    expect(settings(text, 'WorkingDirectory')).toEqual(['/srv/my shop']);
    expect(settings(text, 'Environment')).toEqual(['LANG=C.UTF-8', '"TITLE=50%% \\"off\\""']);
    expect(settings(text, 'EnvironmentFile')).toEqual(['/etc/shop/env']);
    expect(settings(text, 'TimeoutStopSec')).toEqual(['90s']);
  });

  it.each([
    ['off', [], [], [], []],
    ['basic', [], ['full'], [], []],
    ['strict', ['yes'], ['strict'], ['0077'], ['-/var/lib/shop']],
  ])('harden the worker: %s', (hardening, noNewPrivileges, system, umask, writable) => {
    const text = unit({ hardening }, 'shop@.service');

    expect(settings(text, 'NoNewPrivileges')).toEqual(noNewPrivileges);
    expect(settings(text, 'ProtectSystem')).toEqual(system);
    expect(settings(text, 'UMask')).toEqual(umask);
    expect(settings(text, 'ReadWritePaths')).toEqual(writable);
  });

  it('give hardened workers one /tmp, if there are several', () => {
    const several = unit({ hardening: 'strict', processes: 2 }, 'shop@.service');
    const one = unit({ hardening: 'strict' }, 'shop@.service');

    expect(settings(several, 'JoinsNamespaceOf')).toEqual(['shop@1.service', 'shop@2.service']);
    expect(settings(one, 'JoinsNamespaceOf')).toEqual([]);
  });

  it('keep a stated umask under strict hardening', () => {
    const text = unit({ hardening: 'strict', umask: '007' }, 'shop@.service');

    expect(settings(text, 'UMask')).toEqual(['0007']);
  });
});

const PHP = { command: undefined, app: { kind: 'php', script: '/srv/index.php' } };
const GUNICORN = { command: undefined, app: { kind: 'wsgi', module: 'a', server: 'gunicorn' } };

describe('what systemd refuses', () => {
  it.each([
    [
      { name: 'network' },
      'target-reserved-name',
      '"network" is the name of a unit of systemd itself',
    ],
    [{ name: 'systemd-shop' }, 'target-reserved-name', 'of systemd itself'],
    [{ command: ['/a"b'] }, 'target-inexpressible', 'a program has no quotes'],
    [{ command: ['/srv/../a'] }, 'target-inexpressible', '".." segment'],
    [{ directory: '/srv/a\\' }, 'target-inexpressible', 'a backslash at the end'],
    [{ command: undefined }, 'target-missing-field', 'needs "command"'],
    [{ user: undefined }, 'target-missing-field', 'needs "user"'],
    [{ ...PHP, socket: '/run/shop.sock' }, 'target-socket', 'its user cannot write where'],
    [
      { ...PHP, socket: { path: '/run/shop/s', owner: 'other' } },
      'target-unsupported',
      'cannot give it to "other"',
    ],
    [
      { ...PHP, socket: '127.0.0.1:9000', hardening: 'strict' },
      'target-unsupported',
      'would have no network',
    ],
    [{ ...GUNICORN, mount: '/ü' }, 'target-inexpressible', 'gunicorn cannot have the mount "/ü"'],
    [{ socket: 'localhost:9000' }, 'target-socket', 'host name'],
    [{ socket: ['127.0.0.1:1', '127.0.0.1:2'] }, 'target-unsupported', 'list of sockets'],
    [{ socket: `/run/${'x'.repeat(103)}` }, 'target-socket', 'at most 107'],
  ])('%j: %s', (fields, code, message) => {
    const loaded = load(JSON.stringify({ ...SHOP, ...fields }), 'deploy.yaml');
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.diagnostics));
    const rendering = render(loaded.deployment, 'systemd');

    expect(rendering).toMatchObject({
      ok: false,
      diagnostics: [{ code, message: expect.stringContaining(message) }],
    });
  });
});

function unit(fields: object, name: string): string {
  return renderedFiles({ ...SHOP, ...fields }, 'systemd')[name] ?? '';
}

/** The values of a setting, as written. */
function settings(text: string, name: string): readonly string[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith(`${name}=`))
    .map((line) => line.slice(name.length + 1));
}
