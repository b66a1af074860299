import { expect, it } from 'vitest';
import { askHttp, headerOf } from '../../../src/live/http.ts';
import { APPLICATION_HEADER } from '../../../src/live/stage.ts';
import { writeSite } from '../matrix/site.ts';
import { staged } from '../staged.ts';
import { describeWebServers } from '../web-servers.ts';

describeWebServers('serves static folders and files', (webServer) => {
  const site = () =>
    staged(webServer, async (workspace) => ({
      static: {
        '/app/static/': await writeSite(workspace),
        '/favicon.ico': workspace.path('site/favicon.ico'),
      },
    }));

  it('with type, length and validators, and answers conditional and range requests', async () => {
    await using stage = await site();

    const whole = await stage.client.ask('/app/static/a.css');
    const etag = headerOf(whole, 'ETag');
    const modified = headerOf(whole, 'Last-Modified');

    expect(whole.status).toBe(200);
    expect(headerOf(whole, 'Content-Type')).toMatch(/^text\/css/);
    expect(headerOf(whole, 'Content-Length')).toBe(String(whole.body.length));
    const ask = (header: string) =>
      stage.client.ask({ target: '/app/static/a.css', headers: ['Host: localhost', header] });
    expect((await ask(`If-None-Match: ${etag}`)).status).toBe(304);
    expect((await ask(`If-Modified-Since: ${modified}`)).status).toBe(304);
    const part = await ask('Range: bytes=1-3');
    expect(part.status).toBe(206);
    expect(part.body.toString()).toBe(whole.body.toString().slice(1, 4));
  });

  it.each([
    ['js/app.mjs', /^(text|application)\/javascript/],
    ['data.json', /^application\/json/],
    ['pic.svg', /^image\/svg\+xml/],
    ['font.woff2', /^font\/woff2/],
    ['page.html', /^text\/html/],
  ])('with the media type of %s', async (name, type) => {
    await using stage = await site();
    await stage.workspace.write(`site/static/${name}`, 'x');

    const response = await stage.client.ask(`/app/static/${name}`);

    expect(response.status).toBe(200);
    expect(headerOf(response, 'Content-Type')).toMatch(type);
  });

  it('answers HEAD without a body', async () => {
    await using stage = await site();

    const response = await stage.client.ask({ method: 'HEAD', target: '/app/static/a.css' });

    expect(response.status).toBe(200);
    expect(response.body.length).toBe(0);
  });

  it.each(['POST', 'PUT', 'DELETE', 'PATCH', 'PROPFIND', 'MKCOL'])(
    'refuses %s, also for the single file',
    async (method) => {
      await using stage = await site();

      for (const target of ['/app/static/a.css', '/app/static/new.txt', '/favicon.ico']) {
        const response = await askHttp(stage.server.address, {
          method,
          target,
          body: Buffer.from('x'),
        });

        expect(response.status, target).toBeOneOf([403, 404, 405]);
        expect(headerOf(response, APPLICATION_HEADER)).toBe(null);
      }
    },
  );

  it.each(['a.php', 'a.fcgi', 'run.cgi', 'page.shtml', 'run.pl'])(
    'sends %s as it is, and executes nothing',
    async (name) => {
      await using stage = await site();
      const content = '#!/bin/sh\necho executed <!--#echo var="DATE_GMT" -->\n';
      await stage.workspace.write(`site/static/${name}`, content, 0o755);

      const response = await stage.client.ask(`/app/static/${name}`);

      expect(response.status).toBe(200);
      expect(response.body.toString()).toBe(content);
    },
  );

  it('lists no folder and takes no index', async () => {
    await using stage = await site();

    for (const target of ['/app/static/', '/app/static/sub/', '/app/static/empty/']) {
      const response = await stage.client.ask(target);

      expect(response.status, target).toBeOneOf([403, 404]);
      expect(response.body.toString(), target).not.toMatch(/a\.css|not an index/);
    }
  });

  it('answers 404 for a missing file, and does not ask the application', async () => {
    await using stage = await site();

    const response = await stage.client.ask('/app/static/missing.css');

    expect(response.status).toBe(404);
    expect(headerOf(response, APPLICATION_HEADER)).toBe(null);
  });

  it('serves a folder whose own URL has a dotted segment', async () => {
    await using stage = await staged(webServer, async (workspace) => ({
      static: { '/.well-known/acme/': await writeSite(workspace) },
    }));

    expect((await stage.client.ask('/.well-known/acme/a.css')).status).toBe(200);
    expect((await stage.client.ask('/.well-known/acme/.env')).status).toBeOneOf([403, 404]);
  });

  it('reaches files behind paths with every character', async () => {
    await using stage = await staged(webServer, async (workspace) => {
      const folder = `st $a"b'c#d;e{f}g%h*i[j]é`;
      await workspace.write(`${folder}/x.txt`, 'found\n');
      return { static: { '/app/s/': `${workspace.path(folder)}/` } };
    });

    const response = await stage.client.ask('/app/s/x.txt');

    expect(response.status).toBe(200);
    expect(response.body.toString()).toBe('found\n');
  });
});
