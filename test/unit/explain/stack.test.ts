import { describe, expect, it } from 'vitest';
import { stackFormats } from '../../../src/explain/draw-stack.ts';
import { shownTargets } from '../../../src/explain/shown-targets.ts';
import { toStack } from '../../../src/explain/stack.ts';
import { wrap } from '../../../src/explain/wrap.ts';
import { findTarget } from '../../../src/targets/index.ts';
import { deploymentOf } from '../core/deployment-of.ts';

const SHOP = {
  hosts: ['shop.example'],
  apps: [
    {
      name: 'shop',
      mount: '/shop',
      socket: '/run/shop/app.sock',
      processes: 4,
      user: 'shop',
      command: ['/usr/bin/uwsgi', '--ini', '/srv/shop/uwsgi.ini'],
      static: { '/shop/static/': '/srv/shop/static/', '/favicon.ico': '/srv/shop/favicon.ico' },
    },
    { name: 'map', socket: '[::1]:9000' },
  ],
};

function draw(format: keyof typeof stackFormats, descriptor: object, ...names: string[]): string {
  const asked = names.map((name) => findTarget(name)).filter((target) => target !== undefined);
  return stackFormats[format](toStack(deploymentOf(descriptor), shownTargets(asked)));
}

describe('a picture of the stack', () => {
  it('as text is a tree, the longest path first', () => {
    expect(draw('text', SHOP)).toBe(`client: shop.example, port 80
└─ nginx: ngx_http_fastcgi_module
   ├─ /shop/static/: files of the folder, /srv/shop/static/
   ├─ /favicon.ico: the file, /srv/shop/favicon.ico
   ├─ /shop: FastCGI, unix:/run/shop/app.sock, shop:www-data, mode 0660
   │  └─ systemd: shop.socket, shop@1.service … @4
   │     └─ shop: 4 processes: as shop, /usr/bin/uwsgi --ini /srv/shop/uwsgi.ini
   └─ /: FastCGI, [::1]:9000
      └─ systemd: map.socket, map@1.service
         └─ map: 1 process
`);
  });

  it('shows the targets that are asked for', () => {
    const text = draw('text', SHOP, 'supervisor', 'apache');

    expect(text).toContain('apache: mod_proxy_fcgi');
    expect(text).toContain('supervisor: fcgi-program:shop');
  });

  it.each([
    [{ kind: 'wsgi', module: 'shop.wsgi' }, 'uWSGI, shop.wsgi:application'],
    [{ kind: 'wsgi', module: 'shop:app', server: 'gunicorn' }, 'gunicorn, shop:app'],
    [{ kind: 'wsgi', module: 'shop:app', server: 'flup' }, 'flup, shop:app'],
    [{ kind: 'psgi', script: '/srv/shop/app.psgi' }, 'plackup, /srv/shop/app.psgi'],
    [{ kind: 'php', script: '/srv/shop/index.php' }, 'php-fpm, /srv/shop/index.php'],
    [{ kind: 'cgi', script: '/srv/shop/shop.cgi' }, 'fcgiwrap, /srv/shop/shop.cgi'],
  ])('names what runs %o', (app, words) => {
    const text = draw('text', { name: 'shop', socket: '/run/shop/app.sock', user: 'shop', app });

    expect(text).toContain(`shop: 1 process: as shop, ${words}\n`);
  });

  it('as Mermaid has no character that means something to Mermaid', () => {
    const mount = '/a"b]c#d;e<f>|g\\h`i${j}';

    const text = draw('mermaid', { name: 'odd', mount, socket: '/run/odd/app.sock' });

    expect(text).toContain(
      'box0_0["/a#34;b#93;c#35;d#59;e#60;f#62;#124;g#92;h#96;i#36;#123;j#125;<br>',
    );
  });

  it('as SVG escapes what is markup, and spells control characters out', () => {
    const command = ['/bin/x', '<a href="&">', 'bell\u0007'];

    const text = draw('svg', { name: 'odd', socket: '/run/odd/app.sock', user: 'odd', command });

    expect(text).toContain('&#60;a ');
    expect(text).toContain('href=&#34;&#38;&#34;&#62;');
    expect(text).toContain('bell\\u0007');
  });

  it('as JSON says which version of its form it is', () => {
    expect(JSON.parse(draw('json', SHOP))).toMatchObject({
      version: 1,
      stack: {
        web: { title: 'nginx' },
        branches: [[{ kind: 'files' }], [{ kind: 'files' }], {}, {}],
      },
    });
  });
});

describe('wrap', () => {
  it.each([
    ['short', 10, ['short']],
    ['two words', 5, ['two ', 'words']],
    ['/srv/shop/static/', 10, ['/srv/shop/', 'static/']],
    ['abcdefghij', 4, ['abcd', 'efgh', 'ij']],
    ['日本語日本', 4, ['日本', '語日', '本']],
    ['', 4, ['']],
  ])('breaks %j at %d columns', (text, most, expected) => {
    const lines = wrap(text, most);

    expect(lines.map((line) => line.text)).toEqual(expected);
    expect(lines.every(({ columns }) => columns <= most)).toBe(true);
  });
});
