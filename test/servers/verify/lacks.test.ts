import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../../src/core/diagnostic.ts';
import { load } from '../../../src/deploygen.ts';
import { verifiers } from '../../../src/live/verify/verifiers.ts';
import { verify } from '../../../src/live/verify/verify.ts';
import { createWorkspace } from '../../../src/live/workspace.ts';
import { startedLines } from '../../served-app.ts';
import { needs } from '../needs.ts';

const PROGRAMS: Readonly<Record<string, string>> = {
  apache: 'apache2',
  'php-fpm': 'php-fpm8.2',
  supervisor: 'supervisord',
  systemd: 'systemd-analyze',
};

/** What is asked for that no machine has, and what is said to be missing; never an error. */
const LACKS: readonly (readonly [target: string, what: string, text: string, lacks: string])[] = [
  [
    'nginx',
    'a certificate',
    site('nginx', 'server', 'ssl_certificate /nowhere/a.pem;\nssl_certificate_key /nowhere/a.key;'),
    '/nowhere/a.pem',
  ],
  [
    'nginx',
    'a folder for its log',
    site('nginx', 'server', 'access_log /nowhere/a.log;'),
    'the file /nowhere/a.log',
  ],
  [
    'nginx',
    'a host name',
    'socket: ["nowhere.invalid:9000", "127.0.0.1:9001"]\n',
    'the host name nowhere.invalid',
  ],
  [
    'apache',
    'a certificate',
    site(
      'apache',
      'vhost',
      'SSLEngine on\nSSLCertificateFile /nowhere/a.pem\nSSLCertificateKeyFile /nowhere/a.key',
    ),
    'the file /nowhere/a.pem',
  ],
  [
    'apache',
    'a folder for its log',
    site('apache', 'vhost', 'ErrorLog /nowhere/log/a.log'),
    'the folder /nowhere/log',
  ],
  [
    'apache',
    'a folder',
    site('apache', 'vhost', 'DocumentRoot /nowhere/root'),
    'the folder /nowhere/root',
  ],
  ['apache', 'a host name', 'socket: nowhere.invalid:9000\n', ''],
  ['lighttpd', 'a host name', 'socket: nowhere.invalid:9000\n', ''],
  [
    'lighttpd',
    'a folder for its log',
    site(
      'lighttpd',
      'server',
      'server.modules += ( "mod_accesslog" )\naccesslog.filename = "/nowhere/a.log"',
    ),
    // lighttpd opens it when it starts only.
    '',
  ],
  ['supervisor', 'a user', '', 'the user shop'],
  [
    'supervisor',
    'a folder for its log',
    extra('supervisor', 'program', 'stderr_logfile=/nowhere/a.log'),
    'the folder /nowhere',
  ],
  ['gunicorn', 'a user', '', 'the user shop'],
  ['gunicorn', 'a folder', '', 'the folder /srv/shop'],
  ['php-fpm', 'a user', '', 'the user shop'],
  ['php-fpm', 'a folder', '', 'the folder /srv/shop'],
  [
    'uwsgi',
    'a plugin',
    extra('uwsgi', 'options', 'plugin = nowhere\nnowhere-option = 1'),
    'the plugin nowhere of uWSGI',
  ],
  ['systemd', 'a program', '', 'the program /srv/shop/app.fcgi'],
  ['systemd', 'a file', 'environment_file: /nowhere/env\n', 'the program /srv/shop/app.fcgi'],
];

describe.each(LACKS)('deploygen verify for %s', (target, what, text, lacks) => {
  const verifier = verifiers.find((candidate) => candidate.target === target);

  it.runIf(verifier !== undefined && needs(PROGRAMS[target] ?? target))(
    `goes on without ${what}: ${lacks}`,
    async () => {
      const socket = text.includes('socket:') ? '' : 'socket: unix:/run/shop/app.sock\n';
      const source = `name: shop\nuser: shop\n${startedLines(target)}${socket}${text}`;
      const loaded = load(source, 'deploy.yaml');
      if (!loaded.ok || verifier === undefined) throw new Error(JSON.stringify(loaded));
      const { diagnostics } = await verify(
        loaded.deployment,
        verifier,
        loaded.deployment.name.place,
      );

      expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
      const said = diagnostics.map(({ message }) => message).join('\n');
      expect(said).toContain(lacks);
      expect(said).not.toContain('/dg-');
    },
  );
});

/** What is included, absent, before a mistake: what is absent by its own name, and the mistake. */
const INCLUDES: readonly (readonly [
  target: string,
  position: string,
  includes: readonly (readonly [line: string, lacks: string])[],
  mistake: string,
])[] = [
  [
    'nginx',
    'location',
    [
      ['include /nowhere/a.conf;', 'the file /nowhere/a.conf,'],
      ['include nowhere/b.conf;', 'the file nowhere/b.conf,'],
    ],
    'fastcgi_hide_heade X;',
  ],
  [
    'apache',
    'vhost',
    [
      ['Include /nowhere/a.conf', 'the file /nowhere/a.conf,'],
      ['Include nowhere/b.conf', 'the file nowhere/b.conf,'],
      ['Include /nowhere/c/*.conf', 'a file in /nowhere/c,'],
      ['Include nowhere/d/*.conf', 'a file in nowhere/d,'],
      ['Include /dev/shm/nowhere-*.conf', 'a file in /dev/shm,'],
    ],
    'ProxyTimeot 30',
  ],
  [
    'lighttpd',
    'server',
    [
      ['include "/nowhere/a.conf"', 'the file /nowhere/a.conf,'],
      ['include "nowhere/b.conf"', 'the file nowhere/b.conf,'],
    ],
    'server.max-nope = 3',
  ],
];

describe.each(INCLUDES)('deploygen verify for %s', (target, position, includes, mistake) => {
  it.runIf(needs(PROGRAMS[target] ?? target))('finds what follows an absent file', async () => {
    const stated = [...includes.map(([line]) => line), mistake].join('\n');
    const source = `${SHOP}${site(target, position, stated)}`;
    const found = await everythingOf(source, target);

    const lines = source.split('\n').map((line) => line.trim());
    expect(found.map(({ severity, range }) => [severity, lines[range.start.line - 1]])).toEqual([
      ['error', mistake],
      ...includes.map(([line]) => ['note', line]),
    ]);
    const notes = found.slice(1).map(({ message }) => message);
    for (const [index, [, lacks]] of includes.entries()) expect(notes[index]).toContain(lacks);
    expect(found.map(({ message }) => message).join('\n')).not.toContain('/dg-');
  });
});

it.runIf(needs('nginx'))('deploygen verify gives up with an error', async () => {
  await using workspace = await createWorkspace();
  await workspace.write('outer.conf', 'include /nowhere/inner.conf;\n');
  const stated = `include ${workspace.path('outer.conf')};\nfastcgi_hide_heade X;`;
  const found = await everythingOf(`${SHOP}${site('nginx', 'location', stated)}`, 'nginx');

  expect(found.map(({ severity, message }) => `${severity}: ${message}`)).toEqual([
    expect.stringContaining('error: nginx says: open() "/nowhere/inner.conf" failed'),
  ]);
});

it.runIf(needs('php-fpm8.2'))('deploygen verify for php-fpm says a mistake once', async () => {
  const pool = extra('php-fpm', 'pool', 'pm.max_childern = 5');
  const found = await everythingOf(`${SHOP}${startedLines('php-fpm')}${pool}`, 'php-fpm');

  expect(found.filter(({ severity }) => severity === 'error')).toEqual([
    expect.objectContaining({
      message: expect.stringContaining("unknown entry 'pm.max_childern'"),
    }),
  ]);
});

const SHOP = 'name: shop\nuser: shop\nsocket: unix:/run/shop/app.sock\n';
const PHP = 'app: {kind: php, script: /srv/shop/index.php}\n';
const VIRTUAL =
  'app:\n  kind: wsgi\n  virtualenv: /srv/nowhere\n  server: gunicorn\n  module: "a:b"\n';

it.runIf(needs('supervisord', 'systemd-analyze')).each([
  ['supervisor', PHP, 'user: shop'],
  ['supervisor', 'command: [/srv/shop/app.fcgi]\n', 'user: shop'],
  ['systemd', VIRTUAL, '  virtualenv: /srv/nowhere'],
])('deploygen verify for %s points at what is lacking: %j', async (target, app, line) => {
  const source = `name: shop\nsocket: unix:/run/shop/app.sock\n${app}directory: /\nuser: shop\n`;
  const diagnostics = await everythingOf(source, target);

  const lines = source.split('\n');
  expect(diagnostics.map(({ range }) => lines[range.start.line - 1])).toEqual([line]);
});

async function everythingOf(source: string, target: string): Promise<readonly Diagnostic[]> {
  const verifier = verifiers.find((candidate) => candidate.target === target);
  const loaded = load(source, 'deploy.yaml');
  if (!loaded.ok || verifier === undefined) throw new Error(JSON.stringify(loaded));
  const { deployment } = loaded;
  return (await verify(deployment, verifier, deployment.name.place)).diagnostics;
}

function site(target: string, position: string, text: string): string {
  return `hosts: [shop.example]\n${extra(target, position, text)}`;
}

function extra(target: string, position: string, text: string): string {
  return `extra:\n  ${target}:\n    ${position}: |\n${text.replace(/^/gm, '      ')}\n`;
}
