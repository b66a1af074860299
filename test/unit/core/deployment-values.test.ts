import { describe, expect, it } from 'vitest';
import type { Application } from '../../../src/core/model.ts';
import { deploymentOf } from './deployment-of.ts';

function applicationOf(fields: string): Application {
  return deploymentOf(`name: a\nsocket: /run/a.sock\n${fields}`).applications[0];
}

function socketOf(socket: string): unknown {
  const { sockets } = deploymentOf(`name: a\nuser: u\nsocket: ${socket}`).applications[0];
  return unplaced(sockets);
}

/** The bare values of a model. */
function unplaced(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unplaced);
  if (typeof value !== 'object' || value === null) return value;
  if ('place' in value && 'value' in value) return unplaced(value.value);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, unplaced(item)]));
}

const unix = { kind: 'unix', owner: null, group: 'www-data', mode: '0660', backlog: 512 };
const tcp = { kind: 'tcp', family: 'ipv4', host: '127.0.0.1', port: 9000 };

describe('toDeployment: sockets', () => {
  it.each([
    ['/run/a.sock', [{ ...unix, path: '/run/a.sock' }]],
    ['unix:/run/a.sock', [{ ...unix, path: '/run/a.sock' }]],
    ['"unix:/unix:/a b"', [{ ...unix, path: '/unix:/a b' }]],
    ['{path: /run/a}', [{ ...unix, path: '/run/a' }]],
    [
      '{path: /run/a, owner: o, group: g, mode: "666", backlog: 7}',
      [{ kind: 'unix', path: '/run/a', owner: 'o', group: 'g', mode: '0666', backlog: 7 }],
    ],
    ['127.0.0.1:9000', [tcp]],
    ['{host: 127.0.0.1, port: 9000}', [tcp]],
    ['"[::1]:9000"', [{ ...tcp, family: 'ipv6', host: '::1' }]],
    ['{host: "::1", port: 9000}', [{ ...tcp, family: 'ipv6', host: '::1' }]],
    ['"[::ffff:127.0.0.1]:1"', [{ ...tcp, family: 'ipv6', host: '::ffff:127.0.0.1', port: 1 }]],
    ['app.example.org:65535', [{ ...tcp, family: 'name', host: 'app.example.org', port: 65535 }]],
    ['localhost:1', [{ ...tcp, family: 'name', host: 'localhost', port: 1 }]],
    [
      '["127.0.0.1:9000", {host: b, port: 2}]',
      [tcp, { ...tcp, family: 'name', host: 'b', port: 2 }],
    ],
  ])('reads %s', (socket, expected) => {
    expect(socketOf(socket)).toEqual(expected);
  });

  it('runs one process for each socket of a list', () => {
    const { processes } = deploymentOf('name: a\nsocket: ["a:1", "b:1", "c:1"]').applications[0];
    expect(processes.value).toBe(3);
  });

  it('places what a map says at its own field', () => {
    const [{ value }] = deploymentOf('name: a\nsocket: {path: /a, mode: "600"}').applications[0]
      .sockets;
    expect(value.kind === 'unix' && value.mode.place).toMatchObject({
      pointer: '/socket/mode',
      range: { start: { line: 2, column: 26 } },
    });
  });
});

describe('toDeployment: mounts', () => {
  it.each([
    ['/', ''],
    ['/a', '/a'],
    ['/a/', '/a'],
    ['/a/b/', '/a/b'],
    ['/a b%20?#', '/a b%20?#'],
    ['/日本', '/日本'],
    ['/...', '/...'],
  ])('reads %j as %j', (mount, expected) => {
    expect(applicationOf(`mount: ${JSON.stringify(mount)}`).mount.value).toBe(expected);
  });
});

describe('toDeployment: static entries', () => {
  const options = { expiresSeconds: null, fallthrough: false, dotfiles: false, index: null };
  const folder = { kind: 'folder', url: '/s/', path: '/srv/s/', ...options };
  const file = { kind: 'file', url: '/f', path: '/srv/f', ...options };

  it.each([
    ['a map', '{/s/: /srv/s/, /f: /srv/f}'],
    ['a map of maps', '{/s/: {path: /srv/s/}, /f: {path: /srv/f}}'],
    ['a list', '[{url: /s/, path: /srv/s/}, {url: /f, path: /srv/f}]'],
  ])('come from %s', (_, statics) => {
    expect(unplaced(applicationOf(`static: ${statics}`).statics)).toEqual([folder, file]);
  });

  it('know where URL and path stand', () => {
    const [first] = applicationOf('static:\n  /s/: /srv/s/').statics;
    expect(first?.url.place.range.start).toEqual({ line: 4, column: 3 });
    expect(first?.path.place.range.start).toEqual({ line: 4, column: 8 });
  });
});

describe('toDeployment: units', () => {
  it.each([
    ['512', 512],
    ['"512"', 512],
    ['2k', 2048],
    ['10m', 10_485_760],
    ['1g', 1_073_741_824],
  ])('reads a size of %s', (size, bytes) => {
    expect(applicationOf(`limits: {body: ${size}}`).limits.bodyBytes.value).toBe(bytes);
  });

  it.each([
    ['500ms', 500],
    ['2s', 2000],
    ['3m', 180_000],
    ['1h', 3_600_000],
  ])('reads a time of %s', (time, milliseconds) => {
    const { limits } = applicationOf(`limits: {read_timeout: ${time}}`);
    expect(limits.readTimeoutMilliseconds.value).toBe(milliseconds);
  });
});

describe('toDeployment: the rest', () => {
  it('reads the fields of processes', () => {
    const application = applicationOf(`
user: u
group: g
umask: "027"
directory: /srv/a
command: [/bin/a, "-x y", ""]
environment: {__proto__: p, B: ""}
environment_file: /etc/a
hardening: strict
processes: 4
`);
    expect(unplaced(application)).toMatchObject({
      user: 'u',
      group: 'g',
      umask: '0027',
      directory: '/srv/a',
      command: ['/bin/a', '-x y', ''],
      environment: [
        { name: '__proto__', value: 'p' },
        { name: 'B', value: '' },
      ],
      environmentFile: '/etc/a',
      hardening: 'strict',
      processes: 4,
    });
  });

  it('reads hosts and addresses', () => {
    const site = deploymentOf(
      'name: a\nsocket: /a\nhosts: [a.org, "*.a.org"]\nlisten: [80, "8080", 127.0.0.1:81, "[::1]:82"]',
    );
    expect(unplaced([site.hosts, site.listen])).toEqual([
      ['a.org', '*.a.org'],
      [
        { host: null, port: 80, isTls: false },
        { host: null, port: 8080, isTls: false },
        { host: '127.0.0.1', port: 81, isTls: false },
        { host: '::1', port: 82, isTls: false },
      ],
    ]);
  });
});
