import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { apache } from '../../../src/live/apache.ts';
import { askHttp, type HttpRequest, headerOf } from '../../../src/live/http.ts';
import { type Staged, staged } from '../staged.ts';
import { describeWebServer } from '../web-servers.ts';

async function withFolder(entry: object, fields: object = {}): Promise<Staged> {
  const stage = await staged(apache, (workspace) => ({
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

describeWebServer(apache, 'serves static folders', () => {
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

  it('with a part for its users that hides nothing else', async () => {
    await using stage = await withFolder(
      {},
      {
        auth: { basic: { realm: 'Shop', file: '/nonexistent', paths: ['/app/static/a'] } },
      },
    );
    await stage.workspace.write('files/a/.env', 'SECRET=1\n');

    expect((await ask(stage, '/app/static/a.css')).status).toBe(200);
    expect((await ask(stage, '/app/static/a/b')).status).toBe(401);
    for (const target of ['/app/static/a/.env', '/app/static/.env']) {
      expect((await ask(stage, target)).status, target).toBe(404);
    }
  });

  it('with dotfiles only where they are wanted', async () => {
    await using stage = await withFolder({ dotfiles: true });

    expect((await ask(stage, '/app/static/.env')).body.toString()).toBe('SECRET=1\n');
  });
});

describeWebServer(apache, 'compresses', () => {
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

  it('and knows a compressed file again', async () => {
    await using stage = await withFolder({}, { compress: ['text/css'] });
    const etag = headerOf(await ask(stage, '/app/static/a.css', { headers: accept }), 'ETag');

    const again = await ask(stage, '/app/static/a.css', {
      headers: [...accept, `If-None-Match: W/"other", ${etag}`],
    });
    const other = await ask(stage, '/app/static/a.css', {
      headers: [...accept, 'If-None-Match: "other-gzip"'],
    });

    expect(again.status).toBe(304);
    expect(other.status).toBe(200);
  });

  it('nothing unless told to', async () => {
    await using stage = await withFolder({});

    const response = await ask(stage, '/app/static/index.html', { headers: accept });

    expect(headerOf(response, 'Content-Encoding')).toBe(null);
  });
});
