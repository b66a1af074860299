import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { readEcho } from '../../../src/live/echo-responder.ts';
import { freePort } from '../../../src/live/free-port.ts';
import { askHttp, type HttpRequest, headerOf } from '../../../src/live/http.ts';
import { sampleFiles } from '../../../src/live/prove/sample-files.ts';
import type { WebServer } from '../../../src/live/web-server.ts';
import { type Staged, staged } from '../staged.ts';
import { describeWebServers } from '../web-servers.ts';
import { type Asked, judgeAll, LOGINS, PASSWORDS } from './asked.ts';

/** One folder under as many URLs as there are ways to serve it. */
async function withFolders(
  webServer: WebServer,
  fields: object | ((file: string) => object) = {},
): Promise<Staged> {
  const stage = await staged(webServer, async (workspace) => {
    const file = await workspace.write('htpasswd', PASSWORDS);
    const path = `${workspace.path('a%b $c')}/`;
    const index = 'index.html';
    return {
      static: [
        { url: '/app/plain/', path, expires: '30d' },
        { url: '/app/index/', path, index, expires: '30d' },
        { url: '/app/dots/', path, dotfiles: true },
        { url: '/app/falls/', path, fallthrough: true, expires: '30d' },
        { url: '/app/falls (é)/', path, fallthrough: true, index, expires: '30d' },
        { url: '/app/falls/dots/', path, fallthrough: true, index: 'a b.txt', dotfiles: true },
      ],
      headers: { 'X-Frame-Options': 'DENY' },
      params: { APP_MODE: 'live' },
      ...(typeof fields === 'function' ? fields(file) : fields),
    };
  });
  for (const [name, text] of Object.entries(sampleFiles)) {
    await stage.workspace.write(`a%b $c/${name}`, text);
  }
  await stage.workspace.write('a%b $c/long.css', 'body {}\n'.repeat(100));
  return stage;
}

const FOLDERS = ['plain', 'index', 'dots', 'falls', 'falls%20(%C3%A9)', 'falls/dots'];
const NAMES = [
  ...['', 'a.css', 'a%20b.txt', '%C3%A9.txt', 'a.php', 'sub/a.css', 'sub/', 'sub', 'sub%2Fa.css'],
  ...['none', 'none/', 'none/a', 'a.css/', 'a.css/a', 'no%20ne%3F%2Fx?a=%2F&b', 'none%23$1%25{x}'],
  ...[
    '.env',
    'sub/.env',
    '.none',
    '.git/',
    '.git/config',
    '../plain/a.css',
    './/a.css',
    '%2E%2E/a',
  ],
  ...['index.html', 'sub/index.html', 'none/index.html', '?x=/', 'sub/?x=/', 'none/?x=/'],
];

describeWebServers('serves static folders', (webServer) => {
  it('as route() says, with each option, to each method', async () => {
    await using stage = await withFolders(webServer);
    const all = FOLDERS.flatMap((folder) =>
      NAMES.flatMap((name) =>
        ['GET', 'HEAD', 'POST'].map(
          (method): Asked => ({ target: `/app/${folder}/${name}`, method }),
        ),
      ),
    );

    const { wrong, found } = await judgeAll(webServer, stage.deployment, {
      all,
      clientFor: () => stage.client,
    });

    expect(wrong).toEqual([]);
    expect(found.get('right file')).toBeGreaterThan(200);
    expect(found.get('right application')).toBeGreaterThan(80);
    expect(found.get('right denied')).toBeGreaterThan(80);
  });

  it('as route() says, to whom they are for', async () => {
    await using stage = await withFolders(webServer, (file: string) => ({
      auth: {
        basic: {
          realm: 'Shop',
          file,
          paths: ['plain/sub', 'falls/sub', 'falls/none', 'falls (é)/sub'].map(
            (at) => `/app/${at}`,
          ),
          anonymous_methods: ['OPTIONS'],
        },
      },
      deny: ['/app/falls/a.php'],
    }));
    const all = ['plain', 'falls', 'falls%20(%C3%A9)'].flatMap((folder) =>
      ['a.php', 'sub', 'sub/', 'sub/a.css', 'sub/.env', 'none', 'nones', 'none/a'].flatMap((name) =>
        ['GET', 'HEAD', 'POST', 'OPTIONS'].flatMap((method): readonly Asked[] => [
          { target: `/app/${folder}/${name}`, method },
          { target: `/app/${folder}/${name}`, method, login: 'reader' },
        ]),
      ),
    );

    const { wrong, found } = await judgeAll(webServer, stage.deployment, {
      all,
      clientFor: () => stage.client,
    });

    expect(wrong).toEqual([]);
    for (const kind of ['file', 'application', 'denied', 'unauthenticated']) {
      expect(found.get(`right ${kind}`), kind).toBeGreaterThan(10);
    }
  });

  it('with a lifetime on what there is, none on what is missing', async () => {
    await using stage = await withFolders(webServer);

    for (const target of ['/app/plain/a.css', '/app/falls/a.css', '/app/index/']) {
      const found = await ask(stage, target);
      expect(headerOf(found, 'Cache-Control'), target).toBe('max-age=2592000');
      const etag = `If-None-Match: ${headerOf(found, 'ETag')}`;
      const unchanged = await ask(stage, target, { headers: [etag] });
      expect(unchanged.status, target).toBe(304);
      // lighttpd-expires-304
      const lifetime = webServer.name === 'lighttpd' ? null : 'max-age=2592000';
      expect(headerOf(unchanged, 'Cache-Control'), target).toBe(lifetime);
    }
    for (const target of ['plain/none', 'plain/.env', 'plain/', 'falls/none', 'falls/.env']) {
      const missing = await ask(stage, `/app/${target}`);
      expect(headerOf(missing, 'Cache-Control'), target).toBe(null);
    }
  });

  it('with the media type of an index', async () => {
    await using stage = await withFolders(webServer);

    for (const target of ['/app/index/', '/app/falls%20(%C3%A9)/']) {
      expect(headerOf(await ask(stage, target), 'Content-Type'), target).toMatch(/^text\/html/);
    }
  });

  it('and passes what is missing on within the limits of the application, as a whole', async () => {
    await using stage = await withFolders(webServer, {
      limits: { body: '1k' },
      bare_mount: 'slash',
      pass_authorization: false,
    });
    const target = '/app/falls/none';
    const post = (size: number, chunked: object = {}) =>
      ask(stage, target, { method: 'POST', body: Buffer.alloc(size), ...chunked });

    const uploaded = readEcho((await post(1000, { chunkSizes: [300, 700] })).body);
    expect(uploaded.stdinLength).toBe(1000);
    expect(Object.fromEntries(uploaded.params)).toMatchObject({
      SCRIPT_NAME: '/app',
      PATH_INFO: '/falls/none',
      APP_MODE: 'live',
      CONTENT_LENGTH: '1000',
    });
    expect((await post(2000)).status).toBe(413);
    await using hasty = await withFolders(webServer, { limits: { read_timeout: '1s' } });
    expect((await ask(hasty, `${target}?dg=slow:60000`)).status).toBe(504);
    const { params } = readEcho((await ask(stage, target, { headers: [LOGINS.forged] })).body);
    expect(params.filter(([name]) => /AUTHORIZATION/.test(name))).toEqual([]);
    expect(headerOf(await ask(stage, target), 'X-Frame-Options')).toBe('DENY');
  });

  // The others refuse it: test/unit/apache-target.test.ts, lighttpd-target.test.ts.
  if (webServer.name === 'nginx')
    it('as route() says, over http', async () => {
      await using stage = await withFolders(webServer, { protocol: 'http', params: undefined });
      const all = ['falls', 'falls/dots'].flatMap((folder) =>
        NAMES.flatMap((name) =>
          ['GET', 'POST'].map((method): Asked => ({ target: `/app/${folder}/${name}`, method })),
        ),
      );

      const clientFor = () => stage.client;
      const { wrong } = await judgeAll(webServer, stage.deployment, { all, clientFor });

      expect(wrong).toEqual([]);
    });

  it('from several sockets, where the application has them', async () => {
    const ports = [await freePort(), await freePort()];
    await using stage = await withFolders(webServer, {
      socket: ports.map((port) => `127.0.0.1:${port}`),
    });

    for (const name of ['none', 'none', 'none/a', '']) {
      const { params } = readEcho((await ask(stage, `/app/falls/${name}`)).body);
      expect(Object.fromEntries(params).PATH_INFO, name).toBe(`/falls/${name}`);
    }
  });
});

describeWebServers('compresses', (webServer) => {
  const accept = ['Accept-Encoding: gzip'];

  it('files and answers of the listed types, for who accepts it', async () => {
    await using stage = await withFolders(webServer, { compress: ['text/css', 'text/plain'] });

    for (const target of ['/app/plain/long.css', '/app/falls/long.css', '/app/a?dg=size:5000']) {
      const response = await ask(stage, target, { headers: accept });
      const plain = await ask(stage, target);
      expect(headerOf(response, 'Content-Encoding'), target).toBe('gzip');
      expect(headerOf(response, 'Vary'), target).toBe('Accept-Encoding');
      expect(gunzipSync(response.body).equals(plain.body)).toBe(true);
      expect(headerOf(plain, 'Content-Encoding'), target).toBe(null);
      // lighttpd-vary
      const varies = webServer.name === 'lighttpd' ? null : 'Accept-Encoding';
      expect(headerOf(plain, 'Vary'), target).toBe(varies);
    }
    const json = await ask(stage, '/app/a', { headers: accept });
    expect(headerOf(json, 'Content-Encoding')).toBe(null);
  });

  it('with a validator that tells both apart, and is known again', async () => {
    await using stage = await withFolders(webServer, { compress: ['text/css'] });
    const target = '/app/plain/long.css';
    const again = (etag: string) =>
      ask(stage, target, { headers: [...accept, `If-None-Match: ${etag}`] });

    const whole = headerOf(await ask(stage, target, { headers: accept }), 'ETag') ?? '';
    const plain = headerOf(await ask(stage, target), 'ETag') ?? '';

    // A weak one says that the bytes may differ (RFC 9110 section 8.8.1).
    expect(whole).not.toBe(plain);
    expect((await again(whole)).status).toBe(304);
    // lighttpd sends the whole again where several are listed.
    const known = webServer.name === 'lighttpd' ? 200 : 304;
    expect((await again(`"other", ${whole}`)).status).toBe(known);
    expect((await again('"other-gzip"')).status).toBe(200);
  });

  it('nothing unless told to', async () => {
    await using stage = await withFolders(webServer);

    const response = await ask(stage, '/app/plain/long.css', { headers: accept });

    expect(headerOf(response, 'Content-Encoding')).toBe(null);
  });
});

function ask(stage: Staged, target: string, request: Partial<HttpRequest> = {}) {
  const headers = ['Host: localhost', ...(request.headers ?? [])];
  return askHttp(stage.server.address, { target, ...request, headers });
}
