import { describe, expect, it } from 'vitest';
import { load, render } from '../../src/deploygen.ts';
import { renderedFiles } from '../servers/rendered-files.ts';

const SHOP = {
  name: 'shop',
  socket: 'unix:/run/shop.sock',
  command: ['/srv/shop/app', 'a b'],
  user: 'shop',
};

describe('an fcgi-program', () => {
  it('says how the processes run', () => {
    const lines = program({
      processes: 4,
      directory: '/srv/shop',
      umask: '027',
      limits: { read_timeout: '1500ms' },
    });

    expect(lines).toEqual(
      expect.arrayContaining([
        '[fcgi-program:shop]',
        "command=/srv/shop/app 'a b'",
        'process_name=%(program_name)s_%(process_num)02d',
        'numprocs=4',
        'user=shop',
        'umask=0027',
        'directory=/srv/shop',
        'stopwaitsecs=2',
      ]),
    );
  });

  it('has owner, mode and backlog for a unix socket', () => {
    expect(program({}).filter((line) => line.startsWith('socket'))).toEqual([
      'socket=unix:///run/shop.sock',
      'socket_owner=shop:www-data',
      'socket_mode=0660',
      'socket_backlog=512',
    ]);
  });

  it('has none of them for TCP', () => {
    const lines = program({ socket: '127.0.0.1:9000' });

    expect(lines.filter((line) => line.startsWith('socket'))).toEqual([
      'socket=tcp://127.0.0.1:9000',
    ]);
  });

  it.each([
    [{}, ['HOME="/",', 'LOGNAME="shop",', 'USER="shop"']],
    [{ directory: '/srv/shop' }, ['HOME="/srv/shop",', 'LOGNAME="shop",', 'USER="shop"']],
    [
      { environment: { HOME: '/home/shop', USER: 'x', LOGNAME: 'y' } },
      ['HOME="/home/shop",', 'USER="x",', 'LOGNAME="y"'],
    ],
  ])('has a home and a name in its environment: %j', (fields, expected) => {
    const lines = program(fields);
    const start = lines.indexOf('environment=') + 1;

    expect(lines.slice(start, start + 3).map((line) => line.trim())).toEqual(expected);
  });

  it('hands variables with awkward quotes over by env', () => {
    const lines = program({ environment: { A: '"a"', B: 'b' } });

    expect(lines).toContain("command=/usr/bin/env 'A=\"a\"' /srv/shop/app 'a b'");
    expect(lines).toContain('    B="b"');
  });

  it('is in no group, where supervisor would start it without its socket', () => {
    const apps = ['shop', 'wiki'].map((name) => ({
      ...SHOP,
      name,
      mount: `/${name}`,
      socket: `unix:/run/${name}.sock`,
      workers: [{ name: 'queue', command: ['/srv/queue'] }],
    }));
    const text = Object.values(renderedFiles({ name: 'village', apps }, 'supervisor')).join('');

    expect(text.match(/^\[[a-z-]+:/gm)).toEqual(
      Array.from({ length: 2 }, () => ['[fcgi-program:', '[program:']).flat(),
    );
  });

  it('is silent about hardening that nobody stated, and about "off"', () => {
    expect(program({ hardening: 'off' })).toEqual(program({}));
  });
});

const PHP = { command: undefined, app: { kind: 'php', script: '/srv/shop/index.php' } };

describe('what supervisor refuses', () => {
  it.each([
    [{ hardening: 'basic' }, 'target-unsupported', '"hardening"'],
    [{ hardening: 'strict' }, 'target-unsupported', '"hardening"'],
    [{ environment_file: '/etc/shop' }, 'target-unsupported', '"environment_file"'],
    [{ group: 'web' }, 'target-unsupported', '"group"'],
    [{ socket: '[::1]:9000' }, 'target-socket', 'ipv6'],
    [{ socket: 'localhost:9000' }, 'target-socket', 'host name'],
    [{ socket: ['127.0.0.1:1', '127.0.0.1:2'] }, 'target-unsupported', 'list of sockets'],
    [{ socket: `/run/${'x'.repeat(103)}` }, 'target-socket', 'at most 107'],
    [{ command: ['/a', 'b\rc'] }, 'target-inexpressible', 'carriage return'],
    [{ command: ['/a=b'], environment: { A: '"' } }, 'target-inexpressible', '"=" in its path'],
    [{ ...PHP, socket: '/srv/app.sock' }, 'target-socket', 'php-fpm makes the socket itself'],
    [
      { ...PHP, socket: { path: '/run/shop/a', owner: 'x' } },
      'target-unsupported',
      'cannot give it',
    ],
    [{ command: undefined }, 'target-missing-field', 'needs "command"'],
  ])('%j: %s', (fields, code, message) => {
    const loaded = load(JSON.stringify({ ...SHOP, ...fields }), 'deploy.yaml');
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.diagnostics));
    const rendering = render(loaded.deployment, 'supervisor');

    expect(rendering).toMatchObject({
      ok: false,
      diagnostics: [{ code, message: expect.stringContaining(message) }],
    });
  });
});

function program(fields: object): readonly string[] {
  const files = renderedFiles({ ...SHOP, ...fields }, 'supervisor');
  return (files['shop.supervisor.conf'] ?? '').split('\n');
}
