import { describe, expect, it } from 'vitest';
import { comment, path, tmpfiles } from '../../src/dialects/tmpfiles.ts';
import { renderedFiles } from '../servers/rendered-files.ts';
import { placed, written } from './process-tokens.ts';

describe('tokens of tmpfiles.d', () => {
  it.each([
    ['/run/shop', '/run/shop'],
    ['/run/a b', '"/run/a b"'],
    ['/run/100%', '/run/100%%'],
    ['/run/a"\\b', '"/run/a\\"\\\\b"'],
    ['/run/a\nb', 'refused: no folder may have control characters in its name'],
    ['/run/../etc', 'refused: no path may have a "." or ".." segment'],
  ])('write the path %j as %s', (value, text) => {
    expect(written(path`${placed(value)}`, 'tmpfiles', 'path')).toBe(text);
  });

  it('write comments', () => {
    expect(written(comment`${placed('a\nd /')}`, 'tmpfiles', 'comment')).toBe('a\\nd /');
    expect(tmpfiles.kindsAfter('d ')).toEqual(['path']);
    expect(tmpfiles.kindsAfter('L ')).toEqual([]);
  });
});

describe('the folders of sockets', () => {
  it.each([
    ['/run/shop/app.sock', ['/run/shop']],
    ['/run/shop/a/b.sock', ['/run/shop', '/run/shop/a']],
    ['/run//shop//app.sock', ['/run/shop']],
    ['/var/run/shop/app.sock', ['/run/shop']],
    ['/run/shop.sock', []],
    ['/run/lock/app.sock', []],
    ['/run/php/app.sock', []],
    ['/srv/shop/app.sock', []],
    ['/var/lib/shop/app.sock', []],
    ['127.0.0.1:9000', []],
  ])('for %s are %j, by both process managers', (socket, folders) => {
    const descriptor = { name: 'shop', socket, command: ['/srv/shop/app'], user: 'shop' };
    for (const target of ['systemd', 'supervisor']) {
      const text = renderedFiles(descriptor, target)['shop.tmpfiles.conf'] ?? '';
      const lines = text.split('\n').filter((line) => /^[^#]/.test(line));

      expect(lines).toEqual(folders.map((folder) => `d ${folder} 0755 root root -`));
    }
  });
});
