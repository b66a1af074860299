import { describe, expect, it } from 'vitest';
import { renderedFiles } from '../servers/rendered-files.ts';

function fragment(fields: object): string {
  const files = renderedFiles(
    { name: 'shop', mount: '/shop', socket: '/run/shop/app.sock', ...fields },
    'nginx',
  );
  return files['shop.locations.conf'] ?? '';
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

  it('refuses a header buffer that it would not start with', () => {
    expect(() => fragment({ limits: { header_buffer: '1025m' } })).toThrow('at most 1g');
  });
});
