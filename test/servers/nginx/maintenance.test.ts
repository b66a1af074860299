import { expect, it } from 'vitest';
import { askHttp, type HttpRequest, headerOf } from '../../../src/live/http.ts';
import { nginx } from '../../../src/live/nginx.ts';
import { APPLICATION_HEADER } from '../../../src/live/stage.ts';
import { type Staged, staged } from '../staged.ts';
import { describeWebServer } from '../web-servers.ts';

async function withPage(fields: object = {}, maintenance: object = {}): Promise<Staged> {
  const stage = await staged(nginx, (workspace) => ({
    maintenance: { page: workspace.path('down $1.html'), retry_after: '5m', ...maintenance },
    static: { '/app/static/': `${workspace.path('files')}/` },
    limits: { read_timeout: '1s' },
    ...fields,
  }));
  await stage.workspace.write('down $1.html', 'back soon\n');
  await stage.workspace.write('files/a.css', 'css');
  return stage;
}

function ask(stage: Staged, target: string, request: Partial<HttpRequest> = {}) {
  const headers = ['Host: localhost', ...(request.headers ?? [])];
  return askHttp(stage.server.address, { target, ...request, headers });
}

describeWebServer(nginx, 'shows a page', () => {
  it.each([
    ['GET', '/app/a?dg=die', 502],
    ['POST', '/app/a?dg=die', 502],
    ['PROPFIND', '/app/a?dg=die', 502],
    ['GET', '/app/a?dg=slow:3000', 504],
  ])('to %s %s, with the status %i', async (method, target, status) => {
    await using stage = await withPage({ headers: { 'X-Frame-Options': 'DENY' } });

    const response = await ask(stage, target, { method });

    expect(response.status).toBe(status);
    expect(response.body.toString()).toBe('back soon\n');
    expect(headerOf(response, 'Content-Type')).toMatch(/^text\/html/);
    expect(headerOf(response, 'Retry-After')).toBe('300');
    expect(headerOf(response, 'X-Frame-Options')).toBe('DENY');
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

  it('where the application fails in place of a file', async () => {
    await using stage = await staged(nginx, async (workspace) => ({
      maintenance: await workspace.write('down.html', 'back soon\n'),
      static: [{ url: '/app/static/', path: `${workspace.path('files')}/`, fallthrough: true }],
    }));
    await stage.workspace.write('files/a.css', 'css');

    for (const [method, file] of [
      ['GET', 'none'],
      ['POST', 'a.css'],
    ] as const) {
      const response = await ask(stage, `/app/static/${file}?dg=die`, { method });
      expect(response.status, method).toBe(502);
      expect(response.body.toString(), method).toBe('back soon\n');
    }
  });

  it('that nobody can ask for', async () => {
    await using stage = await withPage();

    for (const target of [
      '//deploygen_test.html',
      '/deploygen_test.html',
      '/%2Fdeploygen_test.html',
    ]) {
      expect((await ask(stage, target)).status, target).toBe(404);
    }
  });

  it('or 503 where the page is missing', async () => {
    await using stage = await withPage({}, { page: '/nowhere/503.html' });

    expect((await ask(stage, '/app/a?dg=die')).status).toBe(503);
  });

  it('to everybody while the switch is on, but for files and who may not come in', async () => {
    await using stage = await staged(nginx, async (workspace) => ({
      maintenance: { page: await workspace.write('503.html', 'back soon\n'), active: true },
      static: { '/app/static/': `${workspace.path('files')}/` },
      limits: { body: '10' },
      auth: {
        basic: {
          realm: 'Shop',
          file: await workspace.write('htpasswd', 'reader:{PLAIN}pass\n'),
          paths: ['/app/login'],
        },
      },
    }));
    await stage.workspace.write('files/a.css', 'css');
    const login = `Authorization: Basic ${Buffer.from('reader:pass').toString('base64')}`;

    for (const method of ['GET', 'POST', 'OPTIONS']) {
      const response = await ask(stage, '/app/a', { method });
      expect(response.status, method).toBe(503);
      expect(response.body.toString(), method).toBe('back soon\n');
    }
    expect((await ask(stage, '/app/login')).status).toBe(401);
    expect((await ask(stage, '/app/login', { headers: [login] })).status).toBe(503);
    expect((await ask(stage, '/app/static/a.css')).status).toBe(200);
    expect((await ask(stage, '/app')).status).toBe(308);
    expect((await ask(stage, '/elsewhere')).status).toBe(404);
  });
});
