import { expect, it } from 'vitest';
import { askHttp, type HttpRequest, headerOf } from '../../../src/live/http.ts';
import { APPLICATION_HEADER } from '../../../src/live/stage.ts';
import type { WebServer } from '../../../src/live/web-server.ts';
import { type Staged, staged } from '../staged.ts';
import { describeWebServers } from '../web-servers.ts';
import { type Asked, judgeAll, LOGINS, PASSWORDS } from './asked.ts';

/** How the servers differ, each by a limit that its page has. */
const DIFFERENCES = {
  // Of those that have no page of their own, lighttpd-page-of-503; lighttpd takes no Retry-After without "active".
  nginx: { died: 502, page: 'pages $1/503.html', showsEach: true },
  apache: { died: 503, page: 'pages 1/503.html', showsEach: true },
  lighttpd: { died: 500, page: 'pages $1/503.html', showsEach: false },
} as const;

function differencesOf({ name }: WebServer) {
  return DIFFERENCES[name as keyof typeof DIFFERENCES];
}

async function withPage(
  webServer: WebServer,
  fields: object = {},
  maintenance: object = {},
): Promise<Staged> {
  const { page, showsEach } = differencesOf(webServer);
  const stage = await staged(webServer, async (workspace) => {
    const path = `${workspace.path('files')}/`;
    return {
      maintenance: {
        page: workspace.path(page),
        ...(showsEach ? { retry_after: '5m' } : {}),
        ...maintenance,
      },
      static: [
        { url: '/app/static/', path },
        { url: '/app/media/', path, fallthrough: true, index: 'index.html' },
      ],
      auth: {
        basic: {
          realm: 'Shop',
          file: await workspace.write('htpasswd', PASSWORDS),
          paths: ['/app/login', '/app/media/login'],
        },
      },
      limits: { body: '1k' },
      headers: { 'X-Frame-Options': 'DENY' },
      ...fields,
    };
  });
  await stage.workspace.write(page, 'back soon\n');
  await stage.workspace.write('files/a.css', 'css');
  return stage;
}

function ask(stage: Staged, target: string, request: Partial<HttpRequest> = {}) {
  const headers = ['Host: localhost', ...(request.headers ?? [])];
  return askHttp(stage.server.address, { target, ...request, headers });
}

describeWebServers('shows a page', (webServer) => {
  const { died, showsEach } = differencesOf(webServer);

  it('where nobody answers: to every method, and in place of a file', async () => {
    await using stage = await withPage(webServer);
    await stage.stopApplications();

    for (const [method, target] of [
      ['GET', '/app/a'],
      ['POST', '/app/a'],
      ['PROPFIND', '/app/a'],
      ['GET', '/app/media/none'],
      ['POST', '/app/media/a.css'],
    ] as const) {
      const response = await ask(stage, target, { method, body: Buffer.from('') });
      const what = `${method} ${target}`;
      expect(response.status, what).toBeOneOf([502, 503]);
      expect(response.body.toString(), what).toBe('back soon\n');
      expect(headerOf(response, 'Content-Type'), what).toMatch(/^text\/html/);
      expect(headerOf(response, 'Retry-After'), what).toBe(showsEach ? '300' : null);
      expect(headerOf(response, 'X-Frame-Options'), what).toBe('DENY');
    }
    expect((await ask(stage, '/app/media/a.css')).status).toBe(200);
    expect((await ask(stage, '/app/static/none')).body.toString()).not.toContain('back soon');
  });

  it('where the application dies or is silent', async () => {
    await using stage = await withPage(webServer);
    await using hasty = await withPage(webServer, { limits: { read_timeout: '1s' } });

    for (const [on, target, status] of [
      [stage, '/app/a?dg=die', died],
      [stage, '/app/media/none?dg=die', died],
      [hasty, '/app/a?dg=slow:60000', 504],
    ] as const) {
      const response = await ask(on, target);
      expect(response.status, target).toBe(status);
      expect(response.body.toString() === 'back soon\n', target).toBe(showsEach);
      expect(headerOf(response, 'X-Frame-Options'), target).toBe('DENY');
    }
  });

  it('never in place of what the application says itself', async () => {
    await using stage = await withPage(webServer);

    for (const status of [502, 503, 504]) {
      const response = await ask(stage, `/app/a?dg=status:${status}`);
      expect(response.status).toBe(status);
      expect(headerOf(response, APPLICATION_HEADER)).toBe('test');
      expect(response.body.toString()).not.toContain('back soon');
      // Limit apache-retry-after.
      const after = webServer.name === 'apache' ? '300' : null;
      expect(headerOf(response, 'Retry-After')).toBe(after);
    }
  });

  it('that nobody can ask for', async () => {
    await using stage = await withPage(webServer);

    for (const target of [
      '//deploygen_test.html',
      '/deploygen_test.html',
      '/%2Fdeploygen_test.html',
    ]) {
      expect((await ask(stage, target)).status, target).toBe(404);
    }
  });

  it('or the bare status where the page is missing', async () => {
    await using stage = await withPage(webServer, {}, { page: '/nowhere/503.html' });
    await stage.stopApplications();

    expect((await ask(stage, '/app/a')).status).toBe(503);
  });

  it('to everybody while the switch is on, as route() says', async () => {
    await using stage = await withPage(webServer, {}, { active: true, retry_after: '5m' });
    const all = [
      ...['a', 'login', 'login/a', '', '../app', '../elsewhere', 'static/a.css', 'static/none'],
      ...['media/a.css', 'media/none', 'media/', 'media/login', 'media/.env'],
    ].flatMap((target) =>
      ['GET', 'HEAD', 'POST', 'OPTIONS'].flatMap((method): readonly Asked[] => [
        { target: `/app/${target}`, method },
        { target: `/app/${target}`, method, login: 'reader' },
      ]),
    );

    const { wrong, found } = await judgeAll(webServer, stage.deployment, {
      all,
      clientFor: () => stage.client,
    });

    expect(wrong).toEqual([]);
    expect(found.get('right maintenance')).toBeGreaterThan(30);
    expect(found.get('right file')).toBeGreaterThan(5);
    for (const method of ['GET', 'POST', 'OPTIONS']) {
      for (const target of ['/app/a', '/app/media/none']) {
        const asked = { method, headers: [LOGINS.reader], body: Buffer.from('') };
        const response = await ask(stage, target, asked);
        expect(response.status, method).toBe(503);
        expect(response.body.toString(), method).toBe('back soon\n');
        // Limit lighttpd-retry-after.
        const isFile = webServer.name === 'lighttpd' && target === '/app/media/none';
        expect(headerOf(response, 'Retry-After'), method).toBe(isFile ? null : '300');
        expect(headerOf(response, 'Location'), method).toBe(null);
      }
    }
  });
});
