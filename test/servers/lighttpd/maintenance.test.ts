import { expect, it } from 'vitest';
import { askHttp, type HttpRequest, headerOf } from '../../../src/live/http.ts';
import { lighttpd } from '../../../src/live/lighttpd.ts';
import { APPLICATION_HEADER } from '../../../src/live/stage.ts';
import { type Staged, staged } from '../staged.ts';
import { describeWebServer } from '../web-servers.ts';

async function withPage(fields: object = {}, maintenance: object = {}): Promise<Staged> {
  const stage = await staged(lighttpd, (workspace) => ({
    maintenance: { page: workspace.path('down $1/503.html'), ...maintenance },
    static: { '/app/static/': `${workspace.path('files')}/` },
    limits: { read_timeout: '1s' },
    ...fields,
  }));
  await stage.workspace.write('down $1/503.html', 'back soon\n');
  await stage.workspace.write('files/a.css', 'css');
  return stage;
}

function ask(stage: Staged, target: string, request: Partial<HttpRequest> = {}) {
  const headers = ['Host: localhost', ...(request.headers ?? [])];
  return askHttp(stage.server.address, { target, ...request, headers });
}

describeWebServer(lighttpd, 'shows a page', () => {
  it.each(['GET', 'PUT', 'PROPFIND'])('to %s, with 503', async (method) => {
    await using stage = await withPage({ headers: { 'X-Frame-Options': 'DENY' } });
    await stage.stopApplications();

    const response = await ask(stage, '/app/a', { method, body: Buffer.from('') });

    expect(response.status).toBe(503);
    expect(response.body.toString()).toBe('back soon\n');
    expect(headerOf(response, 'Content-Type')).toMatch(/^text\/html/);
    expect(headerOf(response, 'X-Frame-Options')).toBe('DENY');
    expect((await ask(stage, '/app/static/none')).body.toString()).not.toContain('back soon');
  });

  it('limit lighttpd-page-of-503: to no other status, unless a file is named for that', async () => {
    await using stage = await withPage();

    expect((await ask(stage, '/app/a?dg=die')).body.toString()).toContain('500');
    await stage.workspace.write('down $1/500.html', 'broken\n');
    expect((await ask(stage, '/app/a?dg=die')).body.toString()).toBe('broken\n');
  });

  it('never in place of what the application says itself', async () => {
    await using stage = await withPage();

    for (const status of [502, 503, 504]) {
      const response = await ask(stage, `/app/a?dg=status:${status}`);
      expect(response.status).toBe(status);
      expect(headerOf(response, APPLICATION_HEADER)).toBe('test');
      expect(headerOf(response, 'Retry-After')).toBe(null);
    }
  });

  it('or 503 where the page is missing', async () => {
    await using stage = await withPage({}, { page: '/nowhere/503.html' });

    await stage.stopApplications();

    expect((await ask(stage, '/app/a')).status).toBe(503);
  });

  it('to everybody while the switch is on, but for files and who may not come in', async () => {
    await using stage = await staged(lighttpd, async (workspace) => ({
      maintenance: {
        page: await workspace.write('pages/503.html', 'back soon\n'),
        active: true,
        retry_after: '5m',
      },
      static: { '/app/static/': `${workspace.path('files')}/` },
      limits: { body: '1k' },
      auth: {
        basic: {
          realm: 'Shop',
          file: await workspace.write('htpasswd', 'reader:{SHA}nU4eI71bcnBGqeO0t9tXvY1u5oQ=\n'),
          paths: ['/app/login'],
        },
      },
    }));
    await stage.workspace.write('files/a.css', 'css');
    const login = `Authorization: Basic ${Buffer.from('reader:pass').toString('base64')}`;

    for (const method of ['GET', 'POST', 'OPTIONS']) {
      const response = await ask(stage, '/app/a', { method, body: Buffer.from('') });
      expect(response.status, method).toBe(503);
      expect(headerOf(response, 'Retry-After')).toBe('300');
      expect(headerOf(response, 'Location')).toBe(null);
      expect(response.body.toString(), method).toBe('back soon\n');
    }
    expect((await ask(stage, '/app/login')).status).toBe(401);
    expect((await ask(stage, '/app/login', { headers: [login] })).status).toBe(503);
    expect((await ask(stage, '/app/static/a.css')).status).toBe(200);
    expect((await ask(stage, '/app')).status).toBe(308);
    expect((await ask(stage, '/elsewhere')).status).toBe(404);
  });
});
