import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { askHttp, type HttpRequest, headerOf } from '../../../src/live/http.ts';
import { lighttpd } from '../../../src/live/lighttpd.ts';
import { type Staged, staged } from '../staged.ts';
import { describeWebServer } from '../web-servers.ts';

async function withFolder(entry: object, fields: object = {}): Promise<Staged> {
  const stage = await staged(lighttpd, (workspace) => ({
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

describeWebServer(lighttpd, 'serves static folders', () => {
  it('with a lifetime on what there is, none on what is missing', async () => {
    await using stage = await withFolder({ expires: '30d' });

    const found = await ask(stage, '/app/static/a.css');

    expect(headerOf(found, 'Cache-Control')).toBe('max-age=2592000');
    for (const target of ['/app/static/none', '/app/static/.env', '/app/static/']) {
      const missing = await ask(stage, target);
      expect([403, 404]).toContain(missing.status);
      expect(headerOf(missing, 'Cache-Control'), target).toBe(null);
    }
  });

  it('limit lighttpd-expires-304: without a lifetime on what has not changed', async () => {
    await using stage = await withFolder({ expires: '30d' });

    const unchanged = await ask(stage, '/app/static/a.css', { headers: ['If-None-Match: *'] });

    expect(unchanged.status).toBe(304);
    expect(headerOf(unchanged, 'Cache-Control')).toBe(null);
  });

  it('with an index, and its media type, in every folder', async () => {
    await using stage = await withFolder({ index: 'index.html' });

    const top = await ask(stage, '/app/static/');

    expect(top.body.toString()).toBe('the top\n');
    expect(headerOf(top, 'Content-Type')).toMatch(/^text\/html/);
    expect((await ask(stage, '/app/static/sub/')).body.toString()).toBe('below\n');
    for (const target of ['/app/static/none/', '/app/static/a.css/', '/app/static/.git/']) {
      expect([403, 404], target).toContain((await ask(stage, target)).status);
    }
  });

  it('with dotfiles only where they are wanted', async () => {
    await using stage = await withFolder({ dotfiles: true });

    expect((await ask(stage, '/app/static/.env')).body.toString()).toBe('SECRET=1\n');
  });

  it('behind a password, by path', async () => {
    await using stage = await staged(lighttpd, async (workspace) => ({
      static: [{ url: '/app/static/', path: `${workspace.path('files')}/` }],
      auth: {
        basic: {
          realm: 'Shop',
          file: await workspace.write('htpasswd', 'reader:{SHA}nU4eI71bcnBGqeO0t9tXvY1u5oQ=\n'),
          paths: ['/app/static/private'],
        },
      },
    }));
    const login = `Authorization: Basic ${Buffer.from('reader:pass').toString('base64')}`;

    for (const target of ['/app/static/private', '/app/static/private/none']) {
      expect((await ask(stage, target)).status, target).toBe(401);
      expect((await ask(stage, target, { headers: [login] })).status, target).toBe(404);
    }
    expect((await ask(stage, '/app/static/privatex')).status).toBe(404);
  });
});

describeWebServer(lighttpd, 'compresses', () => {
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
    }
    const json = await ask(stage, '/app/a', { headers: accept });
    expect(headerOf(json, 'Content-Encoding')).toBe(null);
  });

  it('with an ETag of its own', async () => {
    await using stage = await withFolder({}, { compress: ['text/css'] });

    const whole = await ask(stage, '/app/static/a.css', { headers: accept });
    const plain = await ask(stage, '/app/static/a.css');

    expect(headerOf(whole, 'ETag')).not.toBe(headerOf(plain, 'ETag'));
  });

  it('nothing unless told to', async () => {
    await using stage = await withFolder({});

    const response = await ask(stage, '/app/static/index.html', { headers: accept });

    expect(headerOf(response, 'Content-Encoding')).toBe(null);
  });

  it('limit lighttpd-compresses-whole: no answer that comes piece by piece', async () => {
    await using stage = await withFolder({}, { compress: ['text/plain'] });

    const response = await ask(stage, '/app/a?dg=stream:3:100', { headers: accept });

    expect(headerOf(response, 'Content-Encoding')).toBe(null);
  });
});
