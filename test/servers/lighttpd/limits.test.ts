import { expect, it } from 'vitest';
import { askHttp, type HttpRequest, headerOf } from '../../../src/live/http.ts';
import { lighttpd } from '../../../src/live/lighttpd.ts';
import { type Staged, staged } from '../staged.ts';
import { describeWebServer } from '../web-servers.ts';

function ask(stage: Staged, target: string, request: Partial<HttpRequest> = {}) {
  return askHttp(stage.server.address, { target, headers: ['Host: localhost'], ...request });
}

describeWebServer(lighttpd, 'goes its own way around the application', () => {
  it('limit lighttpd-413-without-headers: no headers where Content-Length is too large', async () => {
    await using stage = await staged(lighttpd, () => ({
      limits: { body: '1k' },
      headers: { 'X-Frame-Options': 'DENY' },
    }));

    const response = await ask(stage, '/app/a', { method: 'POST', body: Buffer.alloc(2000) });

    expect(response.status).toBe(413);
    expect(headerOf(response, 'X-Frame-Options')).toBe(null);
  });

  it('refuses encoded slashes of a path, in no query', async () => {
    await using stage = await staged(lighttpd, (workspace) => ({
      encoded_slashes: 'reject',
      static: { '/app/static/': `${workspace.path('files')}/` },
      headers: { 'X-Frame-Options': 'DENY' },
    }));
    await stage.workspace.write('files/sub/a.css', 'css');

    for (const target of ['/app/a%2Fb', '/app/a%2fb?x', '/app/static/sub%2Fa.css', '/app%2Fa']) {
      const response = await ask(stage, target);
      expect(response.status, target).toBe(400);
      expect(headerOf(response, 'Location'), target).toBe(null);
      expect(headerOf(response, 'X-Frame-Options'), target).toBe('DENY');
    }
    for (const target of ['/app/a/b?x=%2F', '/app/a?%2f', '/app/static/sub/a.css']) {
      expect((await ask(stage, target)).status, target).toBe(200);
    }
  });

  it('limit lighttpd-late-encoded-slashes: 401, 403 or a redirect before 400', async () => {
    await using stage = await staged(lighttpd, async (workspace) => ({
      mount: '/a/b',
      encoded_slashes: 'reject',
      deny: ['/a/b/private'],
      auth: {
        basic: {
          realm: 'x',
          file: await workspace.write('htpasswd', ''),
          paths: ['/a/b/login'],
        },
      },
    }));

    expect((await ask(stage, '/a/b/login%2Fa')).status).toBe(401);
    expect((await ask(stage, '/a/b/private%2Fa')).status).toBe(403);
    expect((await ask(stage, '/a%2Fb')).status).toBe(308);
  });

  it('limit lighttpd-expires-304: no lifetime on what has not changed', async () => {
    await using stage = await staged(lighttpd, (workspace) => ({
      static: [{ url: '/app/static/', path: `${workspace.path('files')}/`, expires: '30d' }],
    }));
    await stage.workspace.write('files/a.css', 'css');

    const headers = ['Host: localhost', 'If-None-Match: *'];
    const unchanged = await ask(stage, '/app/static/a.css', { headers });

    expect(unchanged.status).toBe(304);
    expect(headerOf(unchanged, 'Cache-Control')).toBe(null);
  });

  it('limit lighttpd-compresses-whole: no answer that comes piece by piece', async () => {
    await using stage = await staged(lighttpd, () => ({ compress: ['text/plain'] }));

    const headers = ['Host: localhost', 'Accept-Encoding: gzip'];
    const response = await ask(stage, '/app/a?dg=stream:3:100', { headers });

    expect(headerOf(response, 'Content-Encoding')).toBe(null);
  });

  it('limit lighttpd-page-of-503: with no other status, unless a file is named for that', async () => {
    await using stage = await staged(lighttpd, (workspace) => ({
      maintenance: workspace.path('pages/503.html'),
    }));

    expect((await ask(stage, '/app/a?dg=die')).body.toString()).toContain('500');
    await stage.workspace.write('pages/500.html', 'broken\n');
    expect((await ask(stage, '/app/a?dg=die')).body.toString()).toBe('broken\n');
  });

  it('limit lighttpd-retry-after: nothing of it where a file is missing', async () => {
    await using stage = await staged(lighttpd, (workspace) => ({
      allow: ['127.0.0.1'],
      maintenance: { page: workspace.path('503.html'), active: true, retry_after: '5m' },
      static: [{ url: '/app/static/', path: `${workspace.path('files')}/`, fallthrough: true }],
    }));

    expect(headerOf(await ask(stage, '/app/a'), 'Retry-After')).toBe('300');
    expect(headerOf(await ask(stage, '/app/static/a'), 'Retry-After')).toBe(null);
    const denied = await askHttp(
      stage.server.address,
      { target: '/app/a', headers: ['Host: localhost'] },
      { localAddress: '127.0.0.2' },
    );
    expect([denied.status, headerOf(denied, 'Retry-After')]).toEqual([403, '300']);
  });

  it('limit lighttpd-own-urls: /.deploygen/ is its own where a folder falls through', async () => {
    await using stage = await staged(lighttpd, (workspace) => ({
      mount: '/',
      static: [{ url: '/static/', path: `${workspace.path('files')}/`, fallthrough: true }],
      deny: ['/static/private'],
    }));
    await stage.workspace.write('files/a.css', 'css');
    await stage.workspace.write('files/private/a.css', 'private');

    // As if asked for without the first part, and nothing else.
    expect((await ask(stage, '/.deploygen/ask/static/a.css')).body.toString()).toBe('css');
    for (const target of [
      '/.deploygen/a',
      '/.deploygen/file/static/a.css',
      '/.deploygen/index/static/a.css',
      '/.deploygen/ask/static/private/a.css',
      '/.deploygen/ask/static/../static/private/a.css',
      '/.deploygen/ask/static/../../file/static/private/a.css',
      '/.deploygen/ask/../ask/static/../../file/static/private/a.css',
      '/.deploygen/ask/.deploygen/file/static/a.css',
    ]) {
      expect((await ask(stage, target)).status, target).toBe(403);
    }
    for (const asked of ['1', '']) {
      const headers = ['Host: localhost', `deploygen/asked: ${asked}`];
      const response = await ask(stage, '/.deploygen/file/static/private/a.css', { headers });
      expect(response.status).toBeOneOf([400, 403]);
    }
  });
});
