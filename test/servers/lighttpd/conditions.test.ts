import { expect, it } from 'vitest';
import { load, render } from '../../../src/deploygen.ts';
import { lighttpd } from '../../../src/live/lighttpd.ts';
import { runProgram } from '../../../src/live/run-program.ts';
import { createWorkspace } from '../../../src/live/workspace.ts';
import { describeWebServer } from '../web-servers.ts';

/** A static file takes two conditions, and the application the rest. */
const MOST_FILES = 2046;

describeWebServer(lighttpd, 'counts its conditions', () => {
  it('up to the last one that it keeps', async () => {
    await using workspace = await createWorkspace();
    const text = renderFiles(MOST_FILES, workspace.directory);
    const accepts = async (name: string, content: string) => {
      const file = await workspace.write(name, content);
      return runProgram(['lighttpd', '-tt', '-f', file]);
    };

    expect(text).toMatch(/^# Generated/);
    expect((await accepts('most.conf', text)).code).toBe(0);
    const more = await accepts('more.conf', `${text}\n$HTTP["url"] == "/more" { }\n`);
    expect(more.code).not.toBe(0);
    expect(more.stderr).toContain('assertion failed: sizeof(matches)');
    expect(renderFiles(MOST_FILES + 1, workspace.directory)).toBe(
      'lighttpd keeps 4095 conditions, and the paths of "shop" make 4097',
    );
  });
});

/** The configuration of an application with so many static files, or why there is none. */
function renderFiles(count: number, stateDirectory: string): string {
  const paths = Array.from({ length: count }, (_, index) => `/shop/${index}`);
  const descriptor = {
    name: 'shop',
    mount: '/shop',
    socket: 'unix:/run/shop/app.sock',
    static: Object.fromEntries(paths.map((path) => [path, `/srv${path}`])),
  };
  const loaded = load(JSON.stringify(descriptor), 'deploy.yaml');
  const options = { layout: 'standalone', stateDirectory } as const;
  const rendering = loaded.ok ? render(loaded.deployment, 'lighttpd', options) : loaded;
  if (rendering.ok) return rendering.files.map((file) => file.text).join('');
  return rendering.diagnostics.map(({ message }) => message).join('\n');
}
