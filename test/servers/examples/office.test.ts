import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { stageExample } from '../../../scripts/demo/stage-example.ts';
import { askHttp, type HttpRequest, headersOf } from '../../../src/live/http.ts';
import { startWorkers } from '../../../src/live/start-workers.ts';
import { createWorkspace, type Workspace } from '../../../src/live/workspace.ts';
import { needs } from '../needs.ts';
import { describeWebServers } from '../web-servers.ts';
import { startStandalone } from './start-example.ts';

const PASSWORD = 'Ann:open sesame';
const CREDENTIALS = [`Authorization: Basic ${Buffer.from(PASSWORD).toString('base64')}`];
const POST = { method: 'POST', body: Buffer.from('a=1') };

describeWebServers('serves the example of a site', (webServer) => {
  it.runIf(needs('perl'))('as its comments say', async () => {
    await using workspace = await createWorkspace();
    const { deployment, board: front, calendar: inner } = await stageOffice(workspace);
    await using _board = await startWorkers(front);
    await using workers = await startWorkers(inner);
    await using server = await startStandalone(webServer, deployment, workspace);
    const ask = (target: string, request: Partial<HttpRequest> = {}) => {
      const headers = ['Host: localhost', ...(request.headers ?? [])];
      return askHttp(server.address, { target, ...request, headers });
    };

    const board = await ask('/');
    expect(board.status).toBe(200);
    expect(board.body.toString()).toMatch(/You are nobody we know, from 127.0.0.1/);
    expect((await ask('/', POST)).status).toBe(401);
    const posted = await ask('/', { ...POST, headers: CREDENTIALS });
    expect(posted.body.toString()).toMatch(/You are Ann,/);

    expect((await ask('/calendar/')).status).toBe(401);
    const calendar = await ask('/calendar/day', { headers: CREDENTIALS });
    expect(calendar.body.toString()).toMatch(/<h1>Calendar[\s\S]*You are Ann, .* "\/day"/);
    const found = await ask('/.well-known/caldav?a=1', { method: 'PROPFIND' });
    expect([found.status, headersOf(found, 'Location')[0]]).toEqual([
      308,
      expect.stringMatching(/\/calendar\/\?a=1$/),
    ]);

    const style = await ask('/static/style.css');
    expect(headersOf(style, 'Cache-Control').join()).toContain('max-age=2592000');
    const internal = [await ask('/internal'), await ask('/internal/plans')];
    expect(internal.map(({ status }) => status)).toEqual([403, 403]);
    for (const answer of [board, posted, calendar, style, ...internal, await ask('/calendar/')]) {
      expect(headersOf(answer, 'X-Content-Type-Options')).toEqual(['nosniff']);
    }

    await workers[Symbol.asyncDispose]();
    const down = await ask('/calendar/', { headers: CREDENTIALS });
    expect([502, 503]).toContain(down.status);
    expect(down.body.toString()).toContain('<h1>Back soon</h1>');
    expect((await ask('/')).status).toBe(200);
  });
});

/** The example in a workspace, with a user. */
async function stageOffice(workspace: Workspace) {
  const deployment = await stageExample('office', workspace);
  const hash = createHash('sha1').update('open sesame').digest('base64');
  await workspace.write('app/users', `Ann:{SHA}${hash}\n`);
  const [board, calendar] = deployment.applications;
  if (calendar === undefined) throw new Error('no calendar');
  return { deployment, board, calendar };
}
