import { describe, expect, it } from 'vitest';
import { load, type RenderOptions, render } from '../../src/deploygen.ts';

function rendering(fields: object, options?: RenderOptions) {
  const descriptor = { name: 'shop', mount: '/shop', socket: '/run/shop/app.sock', ...fields };
  const loaded = load(JSON.stringify(descriptor), 'deploy.yaml');
  if (!loaded.ok) throw new Error(loaded.diagnostics.map(({ message }) => message).join('\n'));
  return render(loaded.deployment, 'apache', options);
}

function text(fields: object, options?: RenderOptions): string {
  const rendered = rendering(fields, options);
  if (!rendered.ok) throw new Error(rendered.diagnostics.map(({ message }) => message).join('\n'));
  expect(rendered.files).toMatchObject([{ name: 'shop.apache.conf' }]);
  return rendered.files.map((file) => file.text).join('');
}

function problems(fields: object): readonly string[] {
  const rendered = rendering(fields);
  return rendered.ok ? [] : rendered.diagnostics.map(({ message }) => message);
}

/** The lines that begin with a directive, without their indentation. */
function lines(written: string, directive: string): readonly string[] {
  return written
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith(`${directive} `));
}

const redirectTo = (to: string) => ({ redirects: [{ from: '/old', to }] });
const TWO_SOCKETS = { socket: ['127.0.0.1:9001', '[::1]:9002'] };

describe('apache refuses', () => {
  it.each([
    ['parts of a second', { limits: { read_timeout: '500ms' } }, 'whole seconds only'],
    ['a time over 31 bits', { limits: { read_timeout: '600000h' } }, 'at most 2147483647'],
    ['a wait over 31 bits', { limits: { connect_timeout: '999999h' } }, 'at most 2147483647'],
    ['a send time-out', { limits: { send_timeout: '5s' } }, '"limits.send_timeout"'],
    ['a header buffer', { limits: { header_buffer: '16k' } }, '"limits.header_buffer"'],
    ['a retry', { ...TWO_SOCKETS, retry: 'idempotent' }, '"retry: idempotent"'],
    ['clients everywhere', { allow: ['10.0.0.0/8', '::/0'] }, 'no network of every address'],
    [
      'proxies everywhere',
      { hosts: ['a.org'], trusted_proxies: ['0.0.0.0/0'] },
      'no network of every address',
    ],
    ['a "#" in a socket path', { socket: '/run/a#b' }, 'a socket whose path has a "#"'],
    ['a "?" in a socket path', { socket: '/run/a?b' }, 'a socket whose path has a "?"'],
    ['a "|" in a socket path', { socket: '/run/a|b' }, 'a socket whose path has a "|"'],
    ['a socket path of 96 bytes', { socket: `/${'a'.repeat(95)}` }, 'takes at most 95'],
    [
      'to fall through over http',
      { protocol: 'http', static: [{ url: '/shop/s/', path: '/s/', fallthrough: true }] },
      'cannot let "/shop/s/" fall through',
    ],
    ['two queries behind an encoded slash', redirectTo('/a%2Fb?c'), 'cannot add the query'],
    ['two queries behind an encoded "?"', redirectTo('/a%3fb?c'), 'cannot add the query'],
    ['two queries behind an IPv6 address', redirectTo('http://[::1]/?c'), 'cannot add the query'],
    ['two queries behind no UTF-8', redirectTo('/%E9?c'), 'cannot add the query'],
    ['two queries of which one is long', redirectTo(`/?${'a'.repeat(8189)}`), 'cannot add'],
    ['a newline in a path', { static: { '/shop/s/': '/srv/a\nb/' } }, 'a newline ends'],
    ['a long parameter', { params: { A: 'a'.repeat(8192) } }, 'at most 8191 bytes'],
  ])('%s', (_, fields, message) => {
    const found = problems(fields);

    expect(found.length).toBeGreaterThan(0);
    for (const problem of found) expect(problem).toContain(message);
  });

  it.each([
    ['milliseconds to connect', { limits: { connect_timeout: '500ms' } }],
    ['a retry with one socket', { retry: 'idempotent' }],
    ['a newline in a parameter', { params: { A: 'a\nb' } }],
    ['other encoded paths with a query', redirectTo('https://a.example:81/%20%c3%A9%25[]?%2F')],
    ['paths without a query', redirectTo('http://[::1]/a%2Fb')],
    ['a socket path of 95 bytes', { socket: `/${'a'.repeat(94)}` }],
  ])('but not %s', (_, fields) => {
    expect(problems(fields)).toEqual([]);
  });
});

describe('apache', () => {
  it('gives every application a worker of its own, also on one TCP socket', () => {
    const written = text({
      mount: undefined,
      socket: undefined,
      apps: [
        { name: 'a', mount: '/a', socket: '127.0.0.1:9000', limits: { read_timeout: '5s' } },
        { name: 'b', mount: '/b', socket: '127.0.0.1:9000' },
        { name: 'c', mount: '/c', socket: '/run/app.sock' },
      ],
    });

    expect(lines(written, 'ProxyPass')).toEqual([
      'ProxyPass "fcgi://127.0.0.1:9000/deploygen-a/" connectiontimeout=5 timeout=5 retry=0',
      'ProxyPass "fcgi://127.0.0.1:9000/deploygen-b/" connectiontimeout=5 timeout=60 retry=0',
      'ProxyPass "unix:/run/app.sock|fcgi://deploygen-c" connectiontimeout=5 timeout=60 retry=0',
    ]);
  });

  it('asks one member of a balancer, and each again at once', () => {
    const written = text({ ...TWO_SOCKETS, buffering: false });

    expect(lines(written, 'BalancerMember')).toEqual([
      'BalancerMember "fcgi://127.0.0.1:9001" connectiontimeout=5 timeout=60 retry=0 flushpackets=on status=+I',
      'BalancerMember "fcgi://[::1]:9002" connectiontimeout=5 timeout=60 retry=0 flushpackets=on status=+I',
    ]);
  });

  it('lets no two sections overlap', () => {
    const written = text({
      mount: undefined,
      socket: undefined,
      apps: [
        { name: 'root', socket: '/run/a', static: { '/s/': '/srv/s/', '/f.ico': '/srv/f.ico' } },
        { name: 'inner', mount: '/s/app', socket: '/run/b', static: { '/s/app/x/': '/srv/x/' } },
      ],
    });

    expect(lines(written, '<LocationMatch')).toEqual([
      '<LocationMatch "(?s)^/s/app/x/">',
      '<LocationMatch "(?s)^/f\\.ico\\z">',
      '<LocationMatch "(?s)^/s/app(?!/x/)(?:/|\\z)">',
      '<LocationMatch "(?s)^/s/app\\z">',
      '<LocationMatch "(?s)^/s/(?!app(?:/|\\z))">',
      '<LocationMatch "(?s)^(?!/f\\.ico\\z|/s/)(?:/|\\z)">',
    ]);
  });

  it('answers 404 outside the mounts, where nothing owns the root', () => {
    const options = { layout: 'standalone', stateDirectory: '/srv/state' } as const;
    const statics = { '/a/': '/srv/a/', '/a/b/': '/srv/b/', '/f': '/srv/f' };

    expect(lines(text({}, options), 'RedirectMatch')).toEqual(['RedirectMatch 404 "^"']);
    expect(lines(text({ static: statics }, options), 'RedirectMatch').at(-1)).toBe(
      'RedirectMatch 404 "(?s)^(?!/a/|/f\\z)"',
    );
    expect(lines(text({ mount: '/' }, options), 'RedirectMatch')).toEqual([]);
  });

  it('names a virtual host by a name, not by a pattern', () => {
    const named = text({ hosts: ['*.a.example', 'b.example', 'c.example'] });
    const pattern = text({ hosts: ['*.a.example'] });

    expect(lines(named, 'ServerName')).toEqual(['ServerName b.example']);
    expect(lines(named, 'ServerAlias')).toEqual(['ServerAlias c.example *.a.example']);
    expect(lines(pattern, 'ServerName')).toEqual(['ServerName www.a.example']);
    expect(lines(pattern, 'ServerAlias')).toEqual(['ServerAlias *.a.example']);
  });

  it('opens the ports that a packaged configuration does not, each once', () => {
    const written = text({
      hosts: ['a.example'],
      listen: [80, '127.0.0.1:443', 8080, '127.0.0.1:8080', '[::1]:9090'],
    });

    expect(lines(written, 'Listen')).toEqual(['Listen 8080', 'Listen [::1]:9090']);
    expect(lines(written, '<VirtualHost')).toEqual([
      '<VirtualHost *:80 127.0.0.1:443 *:8080 127.0.0.1:8080 [::1]:9090>',
    ]);
  });

  it.each([
    ['a parameter', { params: { A: '${X}' } }],
    ['a mount', { mount: '/${X}' }],
    ['a static path', { static: { '/shop/s/': '/srv/${X}/' } }],
    ['a socket path', { socket: '/run/${X}' }],
  ])('declares a variable for the "${" of %s', (_, fields) => {
    const written = text(fields);

    expect(written).toContain('Define deploygen_dollar "$"');
    expect(written).not.toMatch(/^(?!#).*\$\{X/m);
  });

  it('declares none without', () => {
    expect(text({ params: { A: '$ {' } })).not.toContain('Define');
  });

  it('loads the modules of the platform', () => {
    const options = { layout: 'standalone', stateDirectory: '/srv/state' } as const;
    const debian = lines(text({}, options), 'LoadModule');
    const rhel = lines(text({ ...TWO_SOCKETS, platform: 'rhel' }, options), 'LoadModule');

    expect(debian).toContain('LoadModule alias_module "/usr/lib/apache2/modules/mod_alias.so"');
    expect(rhel).toContain('LoadModule unixd_module "/usr/lib64/httpd/modules/mod_unixd.so"');
    expect(rhel.join()).toContain('proxy_balancer');
    expect(debian.join()).not.toMatch(/unixd|balancer/);
  });
});
