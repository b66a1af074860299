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
});
