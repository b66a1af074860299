import { expect, it } from 'vitest';
import { readEcho } from '../../../src/live/echo-responder.ts';
import {
  askHttp,
  type HttpRequest,
  type HttpResponse,
  headerOf,
  headersOf,
} from '../../../src/live/http.ts';
import { APPLICATION_HEADER } from '../../../src/live/stage.ts';
import type { WebServer } from '../../../src/live/web-server.ts';
import type { Workspace } from '../../../src/live/workspace.ts';
import { type Staged, staged } from '../staged.ts';
import { describeWebServers } from '../web-servers.ts';

/** How the servers differ, none of it wrong. */
const DIFFERENCES = {
  nginx: { password: '{PLAIN}passé', hidden: 404, death: 502 },
  apache: { password: '{SHA}GnnHMUpTeNShbbIvWpShTBL1XP0=', hidden: 404, death: 503 },
  // The hash of "passé" by "openssl passwd -6".
  lighttpd: {
    password:
      '$6$CwAyGx1qt6elShZp$OqqcGuwYzPnKGGmsNd5fabKIJGA6.jokgu/U.UE15w4OYaHdtcwmZ7NzuglplKqQfAML3XkHq3501Qv0mDAKv0',
    hidden: 403,
    death: 500,
  },
} as const;

function of({ name }: WebServer) {
  return DIFFERENCES[name as keyof typeof DIFFERENCES];
}

async function withAuth(webServer: WebServer, basic: object, fields: object = {}): Promise<Staged> {
  return staged(webServer, async (workspace) => ({
    auth: { basic: { realm: 'Shop', file: await passwords(webServer, workspace), ...basic } },
    ...fields,
  }));
}

function passwords(webServer: WebServer, workspace: Workspace): Promise<string> {
  return workspace.write('htpasswd', `reader:${of(webServer).password}\n`);
}

const CREDENTIALS = `Authorization: Basic ${Buffer.from('reader:passé').toString('base64')}`;
const FORGED = `Authorization: Basic ${Buffer.from('admin:x').toString('base64')}`;

function ask(stage: Staged, target: string, request: Partial<HttpRequest> = {}) {
  const headers = ['Host: localhost', ...(request.headers ?? [])];
  return askHttp(stage.server.address, { target, ...request, headers });
}

function users(response: HttpResponse): readonly string[] {
  return readEcho(response.body)
    .params.filter(([name]) => name === 'REMOTE_USER')
    .map(([, value]) => value);
}

describeWebServers('asks for a password', (webServer) => {
  it('by path, with segment boundaries, and nowhere else', async () => {
    await using stage = await withAuth(webServer, { paths: ['/app/login'] });

    for (const target of [
      '/app/login',
      '/app/login/',
      '/app/login/a',
      '/app/x/../login',
      '/app//%6Cogin',
    ]) {
      expect((await ask(stage, target)).status, target).toBe(401);
      expect((await ask(stage, target, { headers: [FORGED] })).status, target).toBe(401);
      expect(users(await ask(stage, target, { headers: [CREDENTIALS] })), target).toEqual([
        'reader',
      ]);
    }
    for (const target of ['/app/loginx', '/app/', '/app/a/login']) {
      expect(users(await ask(stage, target, { headers: [FORGED] })), target).toEqual([]);
    }
  });

  it('by method: a read has no user, whatever it says, and an unknown method needs one', async () => {
    await using stage = await withAuth(webServer, { anonymous_methods: ['GET', 'OPTIONS'] });

    for (const method of ['GET', 'HEAD', 'OPTIONS']) {
      const response = await ask(stage, '/app/a', { method, headers: [FORGED] });
      expect(response.status, method).toBe(200);
      if (method !== 'HEAD') expect(users(response), method).toEqual([]);
    }
    // lighttpd knows no other methods than its own: limit lighttpd-methods.
    const unknown = webServer.name === 'lighttpd' ? 'REPORT' : 'GETX';
    for (const method of ['POST', 'PUT', 'PROPFIND', unknown]) {
      const empty = { method, body: Buffer.from('') };
      expect((await ask(stage, '/app/a', empty)).status, method).toBe(401);
      const response = await ask(stage, '/app/a', { ...empty, headers: [CREDENTIALS] });
      expect(users(response), method).toEqual(['reader']);
    }
  });

  it('under a realm with every character, quoted as HTTP wants it', async () => {
    await using stage = await withAuth(webServer, { realm: 'a "b" \\c $host $1 %1 ${x}' });

    const response = await ask(stage, '/app/a');

    expect(headerOf(response, 'WWW-Authenticate')?.replace(/, charset="UTF-8"$/, '')).toBe(
      'Basic realm="a \\"b\\" \\\\c $host $1 %1 ${x}"',
    );
  });

  it('for files too', async () => {
    await using stage = await staged(webServer, async (workspace) => ({
      static: { '/app/static/': `${workspace.path('files')}/` },
      auth: { basic: { realm: 'Shop', file: await passwords(webServer, workspace) } },
    }));
    await stage.workspace.write('files/private/a.txt', 'private\n');
    const target = '/app/static/private/a.txt';

    expect((await ask(stage, target)).status).toBe(401);
    expect((await ask(stage, target, { headers: [CREDENTIALS] })).status).toBe(200);
  });

  it.each([true, false])('and passes credentials on to the application: %s', async (passes) => {
    await using stage = await staged(webServer, () => ({ pass_authorization: passes }));

    const { params } = readEcho((await ask(stage, '/app/a', { headers: [CREDENTIALS] })).body);

    expect(params.some(([name]) => name === 'HTTP_AUTHORIZATION')).toBe(passes);
  });

  it('after client addresses are checked', async () => {
    await using stage = await withAuth(webServer, {}, { allow: ['192.0.2.0/24', '::1'] });

    expect((await ask(stage, '/app/a', { headers: [CREDENTIALS] })).status).toBe(403);
  });
});

describeWebServers('sends elsewhere and nowhere', (webServer) => {
  it('denies a path and what is below it, however it is spelt', async () => {
    await using stage = await staged(webServer, () => ({
      deny: ['/app/private', '/app/config.php'],
    }));

    for (const target of [
      '/app/private',
      '/app/private/',
      '/app/private/a.php',
      '/app/%70rivate',
      '/app/x/../private/',
      '/app/config.php',
    ]) {
      const response = await ask(stage, target);
      expect(response.status, target).toBe(403);
      expect(headerOf(response, APPLICATION_HEADER)).toBe(null);
    }
    for (const target of ['/app/privat', '/app/private.txt', '/app/config.phps']) {
      expect((await ask(stage, target)).status, target).toBe(200);
    }
  });

  it.each([
    ['/.well-known/caldav', '/app/dav/'],
    ['/.well-known/caldav?a=%2F&b', '/app/dav/?a=%2F&b'],
    ['/%2Ewell-known/caldav', '/app/dav/'],
    ['/old?x=1', 'https://new.example/a%20b$1?x=1'],
    ['/old', 'https://new.example/a%20b$1'],
    ['/query', '/app/?q=$1%20%2F'],
    ['/query?', '/app/?q=$1%20%2F'],
    ['/query?x=%2F&$1', '/app/?q=$1%20%2F&x=%2F&$1'],
    ['/elsewhere?x=1', 'https://new.example/a%20b?c&x=1'],
    ['/odd?x', "http://new.example:81/~a;b%25%20:@!$&'()*+,=%22?$1${HOST}&x"],
  ])('answers %s with %s', async (target, location) => {
    await using stage = await staged(webServer, () => ({
      redirects: [
        { from: '/.well-known/caldav', to: '/app/dav/' },
        { from: '/old', to: 'https://new.example/a%20b$1', status: 301 },
        { from: '/query', to: '/app/?q=$1%20%2F', status: 307 },
        { from: '/elsewhere', to: 'https://new.example/a%20b?c' },
        { from: '/odd', to: "http://new.example:81/~a;b%25%20:@!$&'()*+,=%22?$1${HOST}" },
      ],
    }));

    const response = await ask(stage, target);

    expect(headersOf(response, 'Location')).toEqual([location]);
    expect((await ask(stage, `${target.replace(/\?.*/, '')}/below`)).status).toBe(404);
  });

  it('puts headers on every answer, in place of those of the application', async () => {
    const site = (limits: object) =>
      staged(webServer, async (workspace) => ({
        static: { '/app/static/': `${workspace.path('files')}/` },
        auth: {
          basic: { realm: 'x', file: await passwords(webServer, workspace), paths: ['/app/login'] },
        },
        deny: ['/app/private'],
        redirects: [{ from: '/there', to: '/app/' }],
        headers: { 'X-Frame-Options': 'DENY', 'X-Odd': 'a "b" $host $1 \\c' },
        limits,
      }));
    await using stage = await site({ body: '1k' });
    await using hasty = await site({ read_timeout: '1s' });
    await stage.workspace.write('files/a.css', 'css');
    const all = (response: HttpResponse, name: string) =>
      response.headers.filter(([key]) => key.toLowerCase() === name).map(([, value]) => value);

    const asked: readonly (readonly [number, string, Partial<HttpRequest>?])[] = [
      [200, '/app/a?dg=header:X-Frame-Options:SAMEORIGIN'],
      [500, '/app/a?dg=status:500'],
      [308, '/app'],
      [308, '/there'],
      [401, '/app/login'],
      [403, '/app/private'],
      [200, '/app/static/a.css'],
      [304, '/app/static/a.css', { headers: ['If-None-Match: *'] }],
      [404, '/app/static/none'],
      [of(webServer).hidden, '/app/static/.env'],
      [413, '/app/a', tooLarge(webServer)],
      [of(webServer).death, '/app/a?dg=die'],
      [504, '/app/a?dg=slow:60000'],
    ];
    for (const [status, target, request] of asked) {
      const response = await ask(status === 504 ? hasty : stage, target, request);
      expect(response.status, target).toBe(status);
      expect(all(response, 'x-frame-options'), target).toEqual(['DENY']);
      expect(all(response, 'x-odd'), target).toEqual(['a "b" $host $1 \\c']);
    }
  });
});

describeWebServers('refuses encoded slashes', (webServer) => {
  it('in paths, not in queries; nginx says that it cannot', async () => {
    const site = () =>
      staged(webServer, (workspace) => ({
        encoded_slashes: 'reject',
        static: { '/app/static/': `${workspace.path('files')}/` },
      }));
    if (webServer.name === 'nginx') {
      await expect(site()).rejects.toThrow('"encoded_slashes" is not supported by nginx');
      return;
    }
    await using stage = await site();

    for (const target of ['/app/a%2Fb', '/app/a%2fb?x', '/app/static/a%2Fb', '/app%2Fa']) {
      expect((await ask(stage, target)).status, target).toBeOneOf([400, 404]);
    }
    expect((await ask(stage, '/app/a/b?x=%2F')).status).toBe(200);
  });
});

/** Chunked where a Content-Length is answered without headers: limit lighttpd-413-without-headers. */
function tooLarge({ name }: WebServer): Partial<HttpRequest> {
  const body = Buffer.alloc(2000);
  return { method: 'POST', body, ...(name === 'lighttpd' ? { chunkSizes: [2000] } : {}) };
}
