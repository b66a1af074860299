import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { readEcho } from '../../../src/live/echo-responder.ts';
import { askHttp, type HttpRequest, headerOf } from '../../../src/live/http.ts';
import { nginx } from '../../../src/live/nginx.ts';
import { APPLICATION_HEADER } from '../../../src/live/stage.ts';
import { type Staged, staged } from '../staged.ts';
import { describeWebServer } from '../web-servers.ts';

async function withFolder(entry: object, fields: object = {}): Promise<Staged> {
  const stage = await staged(nginx, (workspace) => ({
    static: [{ url: '/app/static/', path: `${workspace.path('files')}/`, ...entry }],
    ...fields,
  }));
  await stage.workspace.write('files/a.css', 'body {}\n'.repeat(100));
  await stage.workspace.write('files/index.html', 'the top\n');
  await stage.workspace.write('files/sub/index.html', 'below\n');
  await stage.workspace.write('files/.env', 'SECRET=1\n');
  return stage;
}

function ask(stage: Staged, target: string, request: Partial<HttpRequest> = {}) {
  const headers = ['Host: localhost', ...(request.headers ?? [])];
  return askHttp(stage.server.address, { target, ...request, headers });
}

describeWebServer(nginx, 'serves static folders', () => {
  it('with a lifetime on what there is, none on what is missing', async () => {
    await using stage = await withFolder({ expires: '30d' });

    const found = await ask(stage, '/app/static/a.css');
    const etag = headerOf(found, 'ETag') ?? '';
    const unchanged = await ask(stage, '/app/static/a.css', {
      headers: [`If-None-Match: ${etag}`],
    });

    expect(headerOf(found, 'Cache-Control')).toBe('max-age=2592000');
    expect(unchanged.status).toBe(304);
    expect(headerOf(unchanged, 'Cache-Control')).toBe('max-age=2592000');
    for (const target of ['/app/static/none', '/app/static/.env', '/app/static/']) {
      const missing = await ask(stage, target);
      expect(missing.status).toBe(404);
      expect(headerOf(missing, 'Cache-Control'), target).toBe(null);
    }
  });

  it('with an index, and its media type, in every folder', async () => {
    await using stage = await withFolder({ index: 'index.html' });

    const top = await ask(stage, '/app/static/');

    expect(top.body.toString()).toBe('the top\n');
    expect(headerOf(top, 'Content-Type')).toMatch(/^text\/html/);
    expect((await ask(stage, '/app/static/sub/')).body.toString()).toBe('below\n');
    for (const target of ['/app/static/none/', '/app/static/a.css/', '/app/static/.git/']) {
      expect((await ask(stage, target)).status, target).toBe(404);
    }
  });

  it('with dotfiles only where they are wanted', async () => {
    await using stage = await withFolder({ dotfiles: true });

    expect((await ask(stage, '/app/static/.env')).body.toString()).toBe('SECRET=1\n');
  });

  it('and asks the application for what is missing, with the path as it was', async () => {
    await using stage = await withFolder({ fallthrough: true, index: 'index.html', expires: '1h' });

    const missing = await ask(stage, '/app/static/no%20ne%2Fx?a=%2F');
    const params = Object.fromEntries(readEcho(missing.body).params);

    expect(params).toMatchObject({
      SCRIPT_NAME: '/app',
      PATH_INFO: '/static/no ne/x',
      REQUEST_URI: '/app/static/no%20ne%2Fx?a=%2F',
      QUERY_STRING: 'a=%2F',
    });
    expect(headerOf(missing, 'Cache-Control')).toBe(null);
    expect((await ask(stage, '/app/static/sub/')).body.toString()).toBe('below\n');
    expect((await ask(stage, '/app/static/a.css')).status).toBe(200);
    for (const method of ['POST', 'PUT', 'PROPFIND']) {
      const response = await ask(stage, '/app/static/a.css', { method, body: Buffer.from('x') });
      const { params, stdinLength } = readEcho(response.body);
      expect(Object.fromEntries(params)).toMatchObject({
        REQUEST_METHOD: method,
        PATH_INFO: '/static/a.css',
      });
      expect(stdinLength).toBe(1);
    }
    const hidden = await ask(stage, '/app/static/.none');
    expect(hidden.status).toBe(404);
    expect(headerOf(hidden, APPLICATION_HEADER)).toBe(null);
  });

  it('behind a password, which a missing file asks for as well', async () => {
    await using stage = await staged(nginx, async (workspace) => ({
      static: [{ url: '/app/static/', path: `${workspace.path('files')}/`, fallthrough: true }],
      auth: {
        basic: {
          realm: 'Shop',
          file: await workspace.write('htpasswd', 'reader:{PLAIN}pass\n'),
          paths: ['/app/static/private'],
        },
      },
    }));
    const login = `Authorization: Basic ${Buffer.from('reader:pass').toString('base64')}`;

    for (const target of ['/app/static/private', '/app/static/private/none']) {
      expect((await ask(stage, target)).status, target).toBe(401);
      const { params } = readEcho((await ask(stage, target, { headers: [login] })).body);
      expect(Object.fromEntries(params).REMOTE_USER, target).toBe('reader');
    }
    const open = readEcho((await ask(stage, '/app/static/none', { headers: [login] })).body);
    expect(Object.fromEntries(open.params).REMOTE_USER).toBe(undefined);
  });
});

describeWebServer(nginx, 'compresses', () => {
  const accept = ['Accept-Encoding: gzip'];

  it('files and answers of the listed types, for who accepts it', async () => {
    await using stage = await withFolder({}, { compress: ['text/css', 'text/plain'] });

    for (const target of ['/app/static/a.css', '/app/a?dg=size:5000']) {
      const response = await ask(stage, target, { headers: accept });
      const plain = await ask(stage, target);
      expect(headerOf(response, 'Content-Encoding'), target).toBe('gzip');
      expect(headerOf(response, 'Vary')).toBe('Accept-Encoding');
      expect(gunzipSync(response.body).equals(plain.body)).toBe(true);
      expect(headerOf(plain, 'Content-Encoding')).toBe(null);
      expect(headerOf(plain, 'Vary')).toBe('Accept-Encoding');
    }
    const json = await ask(stage, '/app/a', { headers: accept });
    expect(headerOf(json, 'Content-Encoding')).toBe(null);
  });

  it('without a strong ETag or ranges of what it has changed', async () => {
    await using stage = await withFolder({}, { compress: ['text/css'] });

    const whole = await ask(stage, '/app/static/a.css', { headers: accept });
    const part = await ask(stage, '/app/static/a.css', {
      headers: [...accept, 'Range: bytes=0-3'],
    });

    expect(headerOf(whole, 'ETag')).toMatch(/^W\//);
    expect(part.status).toBe(200);
    expect(headerOf(part, 'Content-Encoding')).toBe('gzip');
  });

  it('nothing unless told to', async () => {
    await using stage = await withFolder({});

    const response = await ask(stage, '/app/static/index.html', { headers: accept });

    expect(headerOf(response, 'Content-Encoding')).toBe(null);
  });

  it('limit nginx-compressed-html: text/html too, where other types are listed', async () => {
    await using stage = await withFolder({}, { compress: ['text/css'] });
    await stage.workspace.write('files/long.html', '<p>long</p>\n'.repeat(100));

    const response = await ask(stage, '/app/static/long.html', { headers: accept });

    expect(headerOf(response, 'Content-Encoding')).toBe('gzip');
  });
});
