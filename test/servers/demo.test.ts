import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { missingPackages } from '../../scripts/demo/missing-packages.ts';
import { askHttp } from '../../src/live/http.ts';
import { nginx } from '../../src/live/nginx.ts';
import { startProgram } from '../../src/live/program.ts';
import { runProgram } from '../../src/live/run-program.ts';
import { needs } from './needs.ts';
import { describeWebServers } from './web-servers.ts';

const DEMO = [process.execPath, '--import', 'tsx', 'scripts/demo.ts'] as const;

describeWebServers('in the demo', (webServer) => {
  it.runIf(needs(...missingPackages(webServer)))('answers, and nothing is left', async () => {
    const { code, stdout, stderr } = await runProgram([...DEMO, webServer.name, '--once']);

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^GET http:\/\/127\.0\.0\.1:\d+\/shop\/ -> 200$/m);
    expect(stdout).toContain(`behind ${webServer.name} `);
    expect(existsSync(folderOf(stdout))).toBe(false);
  });
});

it.runIf(needs(...missingPackages(nginx)))('the demo serves until Ctrl-C', async () => {
  await using demo = await startProgram({
    command: DEMO,
    ready: { kind: 'prints', text: 'Ctrl-C' },
    readyWithinMilliseconds: 30_000,
  });
  const [, port = ''] = /http:\/\/127\.0\.0\.1:(\d+)\/shop\/\n/.exec(demo.stdout()) ?? [];
  const address = { kind: 'tcp', host: '127.0.0.1', port: Number(port) } as const;
  const page = await askHttp(address, '/shop/');
  const style = await askHttp(address, '/shop/static/style.css');
  demo.signal('SIGINT');
  const { code } = await demo.ended;

  expect([page.status, style.status]).toEqual([200, 200]);
  expect(code).toBe(0);
  expect(existsSync(folderOf(demo.stdout()))).toBe(false);
  await expect(askHttp(address, '/shop/')).rejects.toThrow();
});

it('the demo knows no other server', async () => {
  const { code, stderr } = await runProgram([...DEMO, 'caddy']);

  expect(code).toBe(2);
  expect(stderr).toBe('demo: no web server "caddy": use nginx, apache or lighttpd\n');
});

/** The folder that the demo says it works in. */
function folderOf(printed: string): string {
  const [, folder = ''] = /both in (\S+)\.\n/.exec(printed) ?? [];
  expect(folder).toMatch(/^\/./);
  return folder;
}
