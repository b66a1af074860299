import { describe, expect, it } from 'vitest';
import { load } from '../../../src/deploygen.ts';
import { verifiers } from '../../../src/live/verify/verifiers.ts';
import { verify } from '../../../src/live/verify/verify.ts';
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

const PHP = 'app: {kind: php, script: /srv/shop/index.php}\n';
const VIRTUAL =
  'app:\n  kind: wsgi\n  virtualenv: /srv/nowhere\n  server: gunicorn\n  module: "a:b"\n';

it.runIf(needs('supervisord', 'systemd-analyze')).each([
  ['supervisor', PHP, 'user: shop'],
  ['supervisor', 'command: [/srv/shop/app.fcgi]\n', 'user: shop'],
  ['systemd', VIRTUAL, '  virtualenv: /srv/nowhere'],
])('deploygen verify for %s points at what is lacking: %j', async (target, app, line) => {
  const source = `name: shop\nsocket: unix:/run/shop/app.sock\n${app}directory: /\nuser: shop\n`;
  const verifier = verifiers.find((candidate) => candidate.target === target);
  const loaded = load(source, 'deploy.yaml');
  if (!loaded.ok || verifier === undefined) throw new Error(JSON.stringify(loaded));
  const { deployment } = loaded;
  const { diagnostics } = await verify(deployment, verifier, deployment.name.place);

  const lines = source.split('\n');
  expect(diagnostics.map(({ range }) => lines[range.start.line - 1])).toEqual([line]);
});

function site(target: string, position: string, text: string): string {
  return `hosts: [shop.example]\n${extra(target, position, text)}`;
}

function extra(target: string, position: string, text: string): string {
  return `extra:\n  ${target}:\n    ${position}: |\n${text.replace(/^/gm, '      ')}\n`;
}
