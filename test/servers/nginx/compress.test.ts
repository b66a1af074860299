import { expect, it } from 'vitest';
import { askHttp, headerOf } from '../../../src/live/http.ts';
import { nginx } from '../../../src/live/nginx.ts';
import { type Staged, staged } from '../staged.ts';
import { describeWebServer } from '../web-servers.ts';

async function withFolder(): Promise<Staged> {
  const stage = await staged(nginx, (workspace) => ({
    static: { '/app/static/': `${workspace.path('files')}/` },
    compress: ['text/css'],
  }));
  await stage.workspace.write('files/a.css', 'body {}\n'.repeat(100));
  return stage;
}

function ask(stage: Staged, target: string, headers: readonly string[] = []) {
  const all = ['Host: localhost', 'Accept-Encoding: gzip', ...headers];
  return askHttp(stage.server.address, { target, headers: all });
}

describeWebServer(nginx, 'compresses', () => {
  it('without a strong ETag or ranges of what it has changed', async () => {
    await using stage = await withFolder();

    const whole = await ask(stage, '/app/static/a.css');
    const part = await ask(stage, '/app/static/a.css', ['Range: bytes=0-3']);

    expect(headerOf(whole, 'ETag')).toMatch(/^W\//);
    expect(part.status).toBe(200);
    expect(headerOf(part, 'Content-Encoding')).toBe('gzip');
  });

  it('limit nginx-compressed-html: text/html too, where other types are listed', async () => {
    await using stage = await withFolder();
    await stage.workspace.write('files/long.html', '<p>long</p>\n'.repeat(100));

    const response = await ask(stage, '/app/static/long.html');

    expect(headerOf(response, 'Content-Encoding')).toBe('gzip');
  });
});
