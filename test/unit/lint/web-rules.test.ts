import { expect, it } from 'vitest';
import { lint } from '../../../src/lint.ts';
import type { CommandKind } from '../../../src/rules/command-kind.ts';
import { commandKind } from '../../../src/rules/command-kind.ts';
import { serverVariable } from '../../../src/rules/server-variable.ts';

const SHOP = 'name: shop\nmount: /shop\nsocket: unix:/run/shop/app.sock\n';

/** Codes found in a descriptor. */
function codesOf(text: string): readonly string[] {
  return lint(text, 'deploy.yaml').map(({ code }) => code);
}

it.each([
  ['/usr/bin/uwsgi', 'uwsgi'],
  ['/usr/bin/uwsgi_python311', 'uwsgi'],
  ['/usr/bin/uwsgi-core', 'uwsgi'],
  ['/srv/shop/venv/bin/python3.11', 'python'],
  ['/usr/bin/pypy3', 'python'],
  ['/srv/shop/app.py', 'python'],
  ['/usr/bin/perl', 'perl'],
  ['/usr/bin/php-cgi8.2', 'php'],
  ['/usr/sbin/php-fpm8.2', 'php'],
  ['/usr/bin/nodejs', 'node'],
  ['/usr/bin/dash', 'shell'],
  ['/srv/shop/app.fcgi', null],
  ['/srv/python/app', null],
  ['/srv/shop/uwsgi.d/run', null],
] as const)('%s is %s', (program, kind: CommandKind | null) => {
  const place = { path: '', pointer: '', range: RANGE, isDefault: false };

  expect(commandKind({ command: { value: [{ value: program, place }], place } })).toBe(kind);
});

const RANGE = { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } };

it.each([
  ['$document_root/index.php', '$document_root'],
  ['/srv$fastcgi_script_name', '$fastcgi_script_name'],
  ['${remote_addr}', '${remote_addr}'],
  ['$http_x_forwarded_for', '$http_x_forwarded_for'],
  ['%{HTTP:X-Forwarded-For}', '%{HTTP:X-Forwarded-For}'],
  ['%{REMOTE_ADDR}e', '%{REMOTE_ADDR}e'],
  ['pa$$word', null],
  ['a$urine', null],
  ['$HOST', null],
  ['100 % {x}', null],
  ['%(name)s', null],
  ['%{}', null],
  ['cost: $5', null],
])('the server variable in %j is %j', (text, variable) => {
  expect(serverVariable(text)).toBe(variable);
});

it.each([
  ['/srv/shop/../shop/', 'no-code-in-static'],
  ['/srv/', 'no-code-in-static'],
  ['/srv//shop/', 'no-code-in-static'],
  ['/srv/shop/venv/', 'no-code-in-static'],
  ['/srv/shop/static/', null],
  ['/srv/shop-static/', null],
  ['/', 'no-system-folder-as-static'],
  ['/var/log/', 'no-system-folder-as-static'],
  ['/sys/class/net/', 'no-system-folder-as-static'],
  ['/var/log/shop/', null],
  ['/var/lib/shop/', null],
  ['/dev/shm/shop/', null],
  ['/home/', 'no-system-folder-as-static'],
  ['/home/ann/', 'no-static-in-home'],
  ['/homes/ann/', null],
  ['/rooted/', null],
  ['/var/tmp/shop/', 'no-static-in-tmp'],
  ['/tmpfiles/', null],
])('a static folder %s: %s', (path, code) => {
  const command = 'command: [/srv/shop/venv/bin/python, app.fcgi]\ndirectory: /srv/shop\n';

  expect(codesOf(`${SHOP}${command}static:\n  /shop/files/: ${path}\n`)).toEqual(
    code === null ? [] : [code],
  );
});

it('a static folder is compared with the code of every application', () => {
  const text =
    'apps:\n  - name: a\n    mount: /a\n    socket: unix:/run/a/s\n    static: { /a/files/: /srv/b/ }\n' +
    '  - name: b\n    mount: /b\n    socket: unix:/run/b/s\n    command: [/srv/b/app.fcgi]\n';

  expect(codesOf(text)).toEqual(['no-code-in-static']);
});

it.each([
  ['8080', '127.0.0.1:8080', true],
  ['8080', '127.0.0.2:8080', true],
  ['8080', '192.0.2.1:8080', false],
  ['"192.0.2.1:8080"', '192.0.2.1:8080', true],
  ['"192.0.2.1:8080"', '127.0.0.1:8080', false],
  ['"[::]:8080"', '127.0.0.1:8080', false],
  ['"[::]:8080"', '"[::1]:8080"', true],
])('listening at %s with a socket at %s: %s', (listen, socket, isTaken) => {
  const text = `name: shop\nsocket: ${socket}\nhosts: [shop.example.org]\nlisten: [${listen}]\n`;

  expect(codesOf(text)).toEqual(isTaken ? ['no-socket-at-listen-address'] : []);
});
