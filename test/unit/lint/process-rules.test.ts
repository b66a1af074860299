import { describe, expect, it } from 'vitest';
import { lint } from '../../../src/lint.ts';

function found(fields: object): readonly string[] {
  const shop = { name: 'shop', socket: 'unix:/run/shop/app.sock', ...fields };
  return lint(JSON.stringify(shop), 'deploy.yaml').map(({ code }) => code);
}

const HTTP = 'no-command-without-fastcgi';
const SECRET = 'no-secret-in-environment';
const NETWORK = 'no-network-with-strict-hardening';
const UWSGI = ['/usr/bin/uwsgi', '--master', '--die-on-term'];

describe('commands', () => {
  it.each<[string, string[], string[]]>([
    ['behind env', ['/usr/bin/env', '-i', 'A=b', '/usr/bin/gunicorn'], [HTTP]],
    ['behind env with other options', ['/usr/bin/env', '-S', '/usr/bin/gunicorn'], []],
    ['as a module', ['/usr/bin/python3.11', '-u', '-m', 'gunicorn', 'a:b'], [HTTP]],
    ['as a script', ['/usr/bin/python3', '/srv/venv/bin/uvicorn', 'a:b'], [HTTP]],
    ['in the text of -c', ['/usr/bin/python3', '-c', 'gunicorn'], []],
    ['as an argument', ['/usr/bin/perl', '/srv/app.fcgi', 'gunicorn'], []],
    ['behind multiwatch', ['/usr/bin/multiwatch', '-f', '1', '--', '/usr/bin/gunicorn'], [HTTP]],
    ['uwsgi of a plugin', ['/usr/bin/uwsgi_python3', '--master', '--die-on-term'], [HTTP]],
    ['uwsgi with a protocol', [...UWSGI, '--protocol=fastcgi'], []],
    ['uwsgi at descriptor 0', [...UWSGI, '--socket', 'fd://0'], [HTTP]],
    ['uwsgi at descriptor 0 in FastCGI', [...UWSGI, '--fastcgi-socket=fd://0'], []],
    ['uwsgi with a file', ['/usr/bin/uwsgi', '/srv/shop/uwsgi.ini'], []],
    [
      'uwsgi with a socket of its own',
      [...UWSGI, '-s', '/run/a.sock'],
      ['no-self-binding-command'],
    ],
    ['uwsgi with a further socket', [...UWSGI, '--protocol', 'fastcgi', '-s', '/run/a.sock'], []],
    [
      'uwsgi that binds this very socket',
      [...UWSGI, '--protocol', 'fastcgi', '-s', '/run/shop/app.sock'],
      ['no-self-binding-command'],
    ],
    ['php-cgi that binds', ['/usr/bin/php-cgi', '-b', '9000'], ['no-self-binding-command']],
    ['a shell in bash', ['/bin/bash', '-c', 'cd / && /srv/app.fcgi'], []],
    ['a shell with options', ['/bin/sh', '-ec', 'cd /; /srv/app.fcgi'], ['no-shell-command']],
  ])('%s', (_, command, codes) => {
    // What rules of the web server's side say about PHP is not meant here.
    expect(found({ command, params: { SCRIPT_FILENAME: '/srv/a.php' } })).toEqual(codes);
  });

  it('does not judge uWSGI whose environment has options', () => {
    const command = ['/usr/bin/uwsgi'];

    expect(found({ command, environment: { UWSGI_PROTOCOL: 'fastcgi' } })).toEqual([]);
    expect(found({ command, environment_file: '/etc/shop/environment' })).toEqual([]);
  });
});

describe('sockets', () => {
  it.each<[string, string[]]>([
    ['0.0.0.0:9000', ['no-public-socket']],
    ['[::]:9000', ['no-public-socket']],
    ['[2001:db8::1]:9000', ['no-public-socket']],
    ['[fd00::1]:9000', []],
    ['[::1]:9000', []],
    ['172.31.0.1:9000', []],
    ['172.32.0.1:9000', ['no-public-socket']],
    ['100.64.0.1:9000', []],
    ['backend.example.org:9000', []],
    ['127.0.0.1:32767', []],
    ['127.0.0.1:61000', []],
    ['127.0.0.1:60999', ['no-ephemeral-port']],
    ['unix:/home/app.sock', []],
    ['unix:/root/app.sock', ['no-socket-in-home']],
    ['unix:/run/user/1000/app.sock', ['no-socket-in-home']],
    ['unix:/run/users/app.sock', []],
  ])('%s', (socket, codes) => {
    expect(found({ socket, command: ['/srv/app.fcgi'] })).toEqual(codes);
  });

  it.each<[string, number, string[]]>([
    ['95 bytes', 95, []],
    ['96 bytes', 96, ['no-long-socket-path']],
    ['107 bytes', 107, ['no-long-socket-path']],
    ['108 bytes', 108, ['no-unbindable-socket-path']],
  ])('a path of %s', (_, bytes, codes) => {
    expect(found({ socket: `/srv/${'a'.repeat(bytes - 5)}` })).toEqual(codes);
  });

  it.each<[object, string[]]>([
    [{ mode: '0606' }, ['no-unwritable-socket', 'no-world-writable-socket']],
    [{ mode: '0606', group: 'shop' }, ['no-world-writable-socket']],
    [{ mode: '0640', group: 'shop' }, ['no-unwritable-socket']],
    [{ mode: '0400', owner: 'www-data' }, ['no-unwritable-socket']],
    [{ mode: '0600', owner: 'www-data' }, []],
  ])('%j', (socket, codes) => {
    expect(found({ socket: { path: '/run/shop/app.sock', ...socket }, user: 'shop' })).toEqual(
      codes,
    );
  });

  it('does not judge the permissions of a socket whose owner is not known', () => {
    expect(found({ socket: { path: '/run/shop/app.sock', mode: '0600' } })).toEqual([]);
  });
});

describe('environment', () => {
  it.each<[string, string, string[]]>([
    ['PGPASSWORD', 'x', [SECRET]],
    ['shop_api_key', 'x', [SECRET]],
    ['AWS_SECRET_ACCESS_KEY', 'x', [SECRET]],
    ['AWS_ACCESS_KEY_ID', 'x', []],
    ['TOKEN_LIFETIME', '3600', []],
    ['DB_PASSWORD', '/run/secrets/db', []],
    ['CACHE_URL', 'redis://:x@127.0.0.1/', [SECRET]],
    ['SHOP_URL', 'https://example.org/a:b@c', []],
  ])('%s=%s', (name, value, codes) => {
    expect(found({ environment: { [name]: value } })).toEqual(codes);
  });

  it.each<[string[], boolean]>([
    [['nginx'], false],
    [['systemd'], true],
    [['nginx', 'sysv', 'monit'], false],
    [['systemd', 'supervisor'], false],
  ])('names environment_file only where every stated manager takes it: %s', (targets, isNamed) => {
    const shop = { name: 'shop', socket: 'unix:/run/shop/app.sock', user: 'shop' };
    const stated = Object.fromEntries(targets.map((target) => [target, {}]));
    const source = JSON.stringify({ ...shop, targets: stated, environment: { DB_PASSWORD: 'x' } });
    const advice = lint(source, 'deploy.yaml').find(({ code }) => code === SECRET)?.help;

    expect(advice?.includes('"environment_file"')).toBe(isNamed);
  });

  it.each<[string, string, string[]]>([
    ['A', 'postgresql+psycopg2://db.example.org/shop', [NETWORK]],
    ['A', 'postgresql://%2Frun%2Fpostgresql/shop', []],
    ['A', 'postgresql://localhost/shop?host=/run/postgresql', []],
    ['A', 'redis+unix:///run/redis.sock', []],
    ['A', 'mysql://127.0.0.1/shop', [NETWORK]],
    ['A', 'sqlite:////var/lib/shop/shop.db', []],
    ['PGHOST', 'localhost', [NETWORK]],
    ['PGHOST', '/run/postgresql', []],
  ])('%s=%s without a network', (name, value, codes) => {
    expect(found({ environment: { [name]: value }, hardening: 'strict' })).toEqual(codes);
  });
});
