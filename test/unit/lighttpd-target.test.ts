import { describe, expect, it } from 'vitest';
import { load, type RenderOptions, render } from '../../src/deploygen.ts';

function rendering(fields: object, options?: RenderOptions) {
  const descriptor = { name: 'shop', mount: '/shop', socket: '/run/shop/app.sock', ...fields };
  const loaded = load(JSON.stringify(descriptor), 'deploy.yaml');
  if (!loaded.ok) throw new Error(loaded.diagnostics.map(({ message }) => message).join('\n'));
  return render(loaded.deployment, 'lighttpd', options);
}

function text(fields: object, options?: RenderOptions): string {
  const rendered = rendering(fields, options);
  if (!rendered.ok) throw new Error(rendered.diagnostics.map(({ message }) => message).join('\n'));
  expect(rendered.files).toHaveLength(1);
  return rendered.files.map((file) => file.text).join('');
}

function problems(fields: object): readonly string[] {
  const rendered = rendering(fields);
  return rendered.ok ? [] : rendered.diagnostics.map(({ message }) => message);
}

const BASIC = { realm: 'Shop', file: '/etc/shop.htpasswd' };

describe('lighttpd refuses', () => {
  it.each([
    ['parts of a second', { limits: { read_timeout: '500ms' } }, 'whole seconds only'],
    ['a time over 16 bits', { limits: { connect_timeout: '65536s' } }, 'at most 65535 seconds'],
    ['parts of a kilobyte', { limits: { body: 1500 } }, '1500 bytes are no whole number'],
    ['a body over 32 bits', { limits: { body: '4096g' } }, 'at most 4294967295 kilobytes'],
    [
      'to fall through over http',
      { protocol: 'http', static: [{ url: '/shop/s/', path: '/s/', fallthrough: true }] },
      'cannot let "/shop/s/" fall through',
    ],
    ['a header buffer', { limits: { header_buffer: '16k' } }, '"limits.header_buffer"'],
    ['a retry', { retry: 'idempotent' }, '"retry: idempotent"'],
    ['an empty DOCUMENT_ROOT', { params: { DOCUMENT_ROOT: '' } }, 'an empty DOCUMENT_ROOT'],
    [
      'a DOCUMENT_ROOT beside a SCRIPT_FILENAME',
      { params: { DOCUMENT_ROOT: '/srv', SCRIPT_FILENAME: '/srv/a.php' } },
      'a DOCUMENT_ROOT beside a SCRIPT_FILENAME',
    ],
    ['another REDIRECT_STATUS', { params: { REDIRECT_STATUS: '301' } }, 'cannot send "301"'],
    ['a value that ends in a backslash', { params: { A: 'a\\' } }, 'cannot end in a backslash'],
    ['a mount that ends in a backslash', { mount: '/a\\' }, 'cannot end in a backslash'],
    [
      'an address beside all addresses of its port',
      { hosts: ['a.example'], listen: [80, '127.0.0.1:80'] },
      'cannot listen at 127.0.0.1 beside every address',
    ],
    [
      'an IPv4 address beside all of them',
      { hosts: ['a.example'], listen: ['0.0.0.0:80', '127.0.0.1:80'] },
      'cannot listen at 127.0.0.1 beside 0.0.0.0',
    ],
    [
      'an IPv6 address beside all of them',
      { hosts: ['a.example'], listen: ['[::1]:80', '[0::0]:80', '127.0.0.1:80'] },
      'cannot listen at ::1 beside [::]',
    ],
    [
      'to take away what it needs itself',
      { auth: { basic: BASIC }, pass_authorization: false },
      'cannot take the Authorization header away',
    ],
    [
      'paths of users that differ in case only',
      { auth: { basic: { ...BASIC, paths: ['/shop/a', '/shop/A'] } } },
      'cannot tell "/shop/A" from another path',
    ],
    ['a page of another name', { maintenance: '/srv/down.html' }, 'does not end in "503.html"'],
    [
      'Retry-After with some answers only',
      { maintenance: { page: '/srv/503.html', retry_after: '5m' } },
      'cannot send Retry-After with one status only',
    ],
    ['everybody as clients', { allow: ['0.0.0.0/0'] }, 'no network of every address'],
    [
      'everybody as proxies',
      { hosts: ['a.example'], trusted_proxies: ['::/0'] },
      'no network of every address',
    ],
    [
      'HTTP/1 for one site',
      { hosts: ['a.example'], tls: { certificate: '/c.pem', key: '/k.pem', http2: false } },
      'HTTP/2 for the whole server or not at all',
    ],
  ])('%s', (_, fields, message) => {
    expect(problems(fields)).toEqual([expect.stringContaining(message)]);
  });

  it.each([
    ['65535s and 1k', { limits: { read_timeout: '65535s', body: 1024 } }],
    ['a REDIRECT_STATUS of 200', { params: { REDIRECT_STATUS: '200' } }],
    ['one port at two addresses', { hosts: ['a.b'], listen: ['127.0.0.1:80', '[::1]:80'] }],
  ])('but not %s', (_, fields) => {
    expect(problems(fields)).toEqual([]);
  });
});

describe('lighttpd takes', () => {
  it('SCRIPT_FILENAME, DOCUMENT_ROOT and REDIRECT_STATUS from where lighttpd itself does, so that none comes twice', () => {
    const script = text({ params: { SCRIPT_FILENAME: '/srv/shop/index.php' } });
    const root = text({ params: { DOCUMENT_ROOT: '/srv/shop', REDIRECT_STATUS: '200' } });

    expect(script).toContain('alias.url = ("/shop" => "/srv/shop/index.php")');
    expect(root).toContain('"docroot" => "/srv/shop"');
    expect(script + root).not.toMatch(/setenv\.set-environment|"REDIRECT_STATUS"/);
  });

  it('the longest path first and the root last, in one chain', () => {
    const chain = text({
      name: undefined,
      mount: undefined,
      socket: undefined,
      apps: [
        { name: 'home', socket: '/run/a.sock', static: { '/favicon.ico': '/srv/favicon.ico' } },
        { name: 'admin', mount: '/shop/admin', socket: '/run/b.sock' },
        { name: 'shop', mount: '/shop', socket: '/run/c.sock', bare_mount: 'empty' },
      ],
    });

    expect(chain.match(/^(else )?\$HTTP\["url"\].*/gm)).toEqual([
      '$HTTP["url"] == "/favicon.ico" {',
      'else $HTTP["url"] =^ "/shop/admin/" {',
      'else $HTTP["url"] == "/shop/admin" {',
      'else $HTTP["url"] =^ "/shop/" {',
      'else $HTTP["url"] == "/shop" {',
      'else $HTTP["url"] =^ "/" {',
    ]);
  });

  it('no address of its own where the descriptor states none', () => {
    expect(text({ hosts: ['a.example'] })).not.toContain('$SERVER');
  });

  it('both sockets of a port, and one condition for them', () => {
    const site = text({ hosts: ['a.example', '*.b.example'], listen: [8080] });

    expect(site.match(/^\$SERVER.*/gm)).toEqual([
      '$SERVER["socket"] == "0.0.0.0:8080" {',
      '$SERVER["socket"] == "[::]:8080" {',
      '$SERVER["socket"] =$ ":8080" {',
    ]);
    expect(site).toContain(
      '$HTTP["host"] =~ "^(?:a\\.example|.+\\.(?:b\\.example))(?::[0-9]+)?$" {',
    );
  });

  it('every path of a standalone server in its state directory', () => {
    const server = text(
      {},
      {
        layout: 'standalone',
        listen: { host: '::1', port: 8080 },
        stateDirectory: '/tmp/a "b"',
      },
    );

    expect(server).toContain('server.bind = "[::1]"');
    expect(server).toContain('server.pid-file = "/tmp/a \\"b\\"/lighttpd.pid"');
    expect(server).toContain('server.upload-dirs = ("/tmp/a \\"b\\"/")');
  });
});
