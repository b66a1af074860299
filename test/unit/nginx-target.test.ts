import { describe, expect, it } from 'vitest';
import { renderedFiles } from '../servers/rendered-files.ts';

function fragment(fields: object): string {
  const files = renderedFiles(
    { name: 'shop', mount: '/shop', socket: '/run/shop/app.sock', ...fields },
    'nginx',
  );
  return files['shop.locations.conf'] ?? '';
}

function site(fields: object): string {
  const base = { name: 'shop', socket: '/run/shop/app.sock', hosts: ['shop.example'] };
  return renderedFiles({ ...base, ...fields }, 'nginx')['shop.conf'] ?? '';
}

function basic(realm: string): object {
  return { basic: { realm, file: '/etc/htpasswd' } };
}

describe('nginx', () => {
  it('is told of no gigabytes where it knows none', () => {
    const text = fragment({ limits: { body: '2g', header_buffer: '1g' } });

    expect(text).toContain('client_max_body_size 2g;');
    expect(text).toContain('fastcgi_buffer_size 1024m;');
    expect(text).toContain('fastcgi_buffers 8 1024m;');
  });

  it.each([
    ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
    ['1:2:3:4:5:6::', '1:2:3:4:5:6::'],
    ['::2:3:4:5:6:7:8', '::2:3:4:5:6:7:8'],
    ['::', '::'],
  ])('reads the address %s as %s', (host, written) => {
    expect(fragment({ socket: { host, port: 9000 } })).toContain(`fastcgi_pass [${written}]:9000;`);
  });

  it.each<readonly [string, string | null, readonly string[], readonly string[]]>([
    ['no version', null, ['443 ssl http2;', 'ssl_session_tickets off;'], ['http2 on;']],
    ['1.22', '1.22', ['443 ssl http2;', 'ssl_session_tickets off;'], ['http2 on;']],
    ['1.25.0', '1.25.0', ['443 ssl http2;'], ['http2 on;', 'ssl_session_tickets']],
    ['1.26', '1.26', ['443 ssl;', 'http2 on;'], ['ssl_session_tickets']],
    ['1.31.4', '1.31.4', ['443 ssl;', 'http2 on;'], ['ssl_session_tickets']],
  ])('writes TLS for %s', (_, version, present, absent) => {
    const text = site({
      ...(version === null ? {} : { targets: { nginx: { version } } }),
      tls: { certificate: '/etc/ssl/a.pem', key: '/etc/ssl/a.key' },
    });

    for (const each of present) expect(text).toContain(each);
    for (const each of absent) expect(text).not.toContain(each);
  });

  it('refuses handshakes for other names where it can', () => {
    const tls = { certificate: '/etc/ssl/a.pem', key: '/etc/ssl/a.key' };
    const text = (version: string) =>
      site({ tls, default_server: true, targets: { nginx: { version } } });

    expect(text('1.19.3')).not.toContain('ssl_reject_handshake');
    expect(text('1.19.4')).toContain('ssl_reject_handshake on;');
  });

  it.each([
    ['a realm that turns authentication off', { auth: basic('off') }, 'cannot express the realm'],
    [
      'a certificate in a variable',
      { hosts: ['a.example'], tls: { certificate: '/etc/$a.pem', key: '/etc/a.key' } },
      '"$" makes it a variable',
    ],
    ['a log in a variable', { hosts: ['a.example'], access_log: '/var/log/$host' }, 'a variable'],
  ])('refuses %s', (_, fields, why) => {
    expect(() => fragment(fields)).toThrow(why);
  });

  it('refuses a header buffer that it would not start with', () => {
    expect(() => fragment({ limits: { header_buffer: '1025m' } })).toThrow('at most 1g');
  });
});
