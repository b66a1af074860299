import { describe, expect, it } from 'vitest';
import { route } from '../../../src/core/route.ts';
import { deploymentOf } from './deployment-of.ts';

const deployment = deploymentOf({
  name: 'a',
  socket: '/run/a.sock',
  mount: '/app',
  bare_mount: 'slash',
  static: {
    '/app/static/': '/srv/static/',
    '/app/static/sub/': '/srv/other/',
    '/app/robots.txt': '/srv/robots',
    '/.well-known/': '/srv/well/',
    '/é/': '/srv/é/',
  },
});

function summary(target: string, method = 'GET'): string {
  const answer = route(deployment, { method, target });
  if (answer.kind === 'file') return answer.path;
  return answer.kind === 'application' ? `app ${answer.variables.PATH_INFO}` : answer.kind;
}

describe('route: static folders and files', () => {
  it.each([
    ['a file below a folder', '/app/static/a/b.css', '/srv/static/a/b.css'],
    ['a file below the longer of two folders', '/app/static/sub/x', '/srv/other/x'],
    ['an exact file', '/app/robots.txt', '/srv/robots'],
    ['an encoded name', '/app/static/%61%20b', '/srv/static/a b'],
    ['a folder outside the mount', '/%C3%A9/x', '/srv/\xc3\xa9/x'],
    ['a folder whose own URL has a dot', '/.well-known/x', '/srv/well/x'],
    ['the folder without its slash', '/app/static', 'app /static'],
    ['a sibling that begins alike', '/app/static-private/key', 'app /static-private/key'],
    ['dots glued to the folder', '/app/static../key', 'app /static../key'],
    ['a way out', '/app/static/../key', 'app /key'],
    ['an encoded way out', '/app/static/%2e%2e%2fkey', 'app /key'],
    ['a way out and above the mount', '/app/static/../../etc', 'none'],
    ['a path below an exact file', '/app/robots.txt/x', 'app /robots.txt/x'],
    ['a hidden file', '/app/static/.env', 'denied'],
    ['a file in a hidden folder', '/app/static/a/.git/config', 'denied'],
    ['an encoded hidden file', '/app/static/%2Eenv', 'denied'],
    ['a name of three dots', '/app/static/...', 'denied'],
    ['a dot within a name', '/app/static/a.b', '/srv/static/a.b'],
  ])('answer %s', (_, target, expected) => {
    expect(summary(target)).toBe(expected);
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'get'])('deny %s', (method) => {
    expect(summary('/app/static/a', method)).toBe('denied');
    expect(summary('/app/robots.txt', method)).toBe('denied');
  });

  it('answer HEAD as GET', () => {
    expect(summary('/app/static/a', 'HEAD')).toBe('/srv/static/a');
  });

  it.each([
    ['/app/static/', [403, 404]],
    ['/app/static/a/', [403, 404]],
    ['/app/static/.x', [403, 404]],
    ['/app/static/a', [200, 206, 304, 404, 416, 301, 403]],
    ['/app/robots.txt', [200, 206, 304, 404, 416]],
  ])('list no folder and never fall through: %s', (target, statuses) => {
    expect(route(deployment, { method: 'GET', target })).toMatchObject({ statuses });
  });
});
