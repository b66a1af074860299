import { chmod } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { stageExample } from '../../../scripts/demo/stage-example.ts';
import { render } from '../../../src/deploygen.ts';
import { askHttp } from '../../../src/live/http.ts';
import { startProgram } from '../../../src/live/program.ts';
import { startStage } from '../../../src/live/stage.ts';
import { createWorkspace } from '../../../src/live/workspace.ts';
import { needs } from '../needs.ts';
import { WEB_SERVERS } from '../web-servers.ts';
import { browser } from './browser.ts';

describe.runIf(needs('gunicorn', 'root', 'nginx', 'apache2', 'lighttpd'))('the board', () => {
  it('is served by gunicorn behind every web server', async () => {
    await using workspace = await createWorkspace();
    const deployment = await stageExample('gunicorn', workspace);
    await chmod(workspace.path('run'), 0o755);
    const rendering = render(deployment, 'gunicorn');
    if (!rendering.ok) throw new Error(JSON.stringify(rendering.diagnostics));
    const [settings] = rendering.files;
    // The user of the example, who is not on this machine.
    const text = (settings?.text ?? '').replaceAll('"board"', '"www-data"');
    const gunicorn = await startProgram({
      command: ['gunicorn', '--config', await workspace.write('settings.py', text)],
      ready: {
        kind: 'accepts',
        address: { kind: 'unix', path: workspace.path('run', 'app.sock') },
      },
    });
    try {
      for (const webServer of WEB_SERVERS) {
        await using own = await createWorkspace();
        await using stage = await startStage(deployment, webServer, {
          workspace: own,
          handler: null,
        });
        const { address } = stage.server;
        const { get } = browser(address);
        const seen = new Map<string, number>();
        const open = ['/board/'];
        for (let path = open.pop(); path !== undefined; path = open.pop()) {
          if (seen.has(path)) continue;
          const page = await get(path);
          seen.set(path, page.status);
          open.push(...page.links);
        }
        const told = await askHttp(address, {
          target: '/board/client',
          headers: [`Host: board.example:${address.port}`, 'X-Forwarded-For: 192.0.2.1'],
        });

        expect([...seen.keys()].toSorted(), webServer.name).toEqual([
          '/board/',
          '/board/client',
          '/board/static/style.css',
          '/board/topic/a/b',
          '/board/topic/caf%C3%A9',
          '/board/topic/for%20sale',
          '/board/topic/found',
        ]);
        expect(new Set(seen.values())).toEqual(new Set([200]));
        expect(JSON.parse(told.body.toString())).toEqual({
          address: '127.0.0.1',
          root: `http://board.example:${address.port}/board/`,
          script_name: '/board',
        });
      }
    } finally {
      await gunicorn.stop({ limitMilliseconds: 10_000 });
    }
  });
});
