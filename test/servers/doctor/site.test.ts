import { expect, it } from 'vitest';
import { examine } from '../../../src/doctor/host/examine.ts';
import type { Host } from '../../../src/doctor/host/host.ts';
import { thisHost } from '../../../src/live/doctor/this-host.ts';
import type { FastcgiHandler } from '../../../src/live/fastcgi/handler.ts';
import { deploymentOf } from '../../unit/core/deployment-of.ts';
import { type Staged, staged } from '../staged.ts';
import { describeWebServers } from '../web-servers.ts';

describeWebServers('answers a site that doctor examines', (webServer) => {
  it('and it is told from another that does not know the URL, or has a file there', async () => {
    await using stage = await staged(webServer, async (workspace) => ({
      static: [{ url: '/', path: await defaultPage(workspace), index: 'index.html' }],
    }));

    expect(await findings(stage, { mount: '/app' })).toEqual([]);
    const unknown = await findings(stage, { mount: '/elsewhere' });
    const file = await findings(stage, { mount: '/' });

    expect(unknown).toMatchObject([
      {
        code: 'site-not-enabled',
        what: expect.stringMatching(/\/elsewhere\/ is 404 from somebody else .*answers 200$/),
      },
    ]);
    expect(file).toMatchObject([
      { code: 'site-not-enabled', what: expect.stringContaining('/ is 200 from somebody else') },
    ]);
  });

  it.each([
    ['asks for a password', { auth: { basic: { realm: 'shop', file: '/dg-none/htpasswd' } } }],
    ['lets others in alone', { allow: ['192.0.2.1'] }],
    ['is in maintenance', { maintenance: { active: true, page: '/dg-none/503.html' } }],
    ['redirects it', { redirects: [{ from: '/app/', to: '/other/' }] }],
  ])('and nothing is wrong where it %s', async (_, fields) => {
    await using stage = await staged(webServer, () => fields);

    expect(await findings(stage, fields)).toEqual([]);
  });

  it('and nothing is wrong where the application itself knows no such URL', async () => {
    const handler: FastcgiHandler = async function* () {
      yield { kind: 'stdout', bytes: Buffer.from('Status: 404 Not Found\r\n\r\nnothing') };
    };
    await using stage = await staged(webServer, () => ({}), { handler });

    expect(await findings(stage, {})).toEqual([]);
  });

  function findings(stage: Staged, fields: object) {
    const { port } = stage.server.address;
    const deployment = deploymentOf({
      name: 'test',
      hosts: ['dg-none.example'],
      listen: [`127.0.0.1:${port}`],
      mount: '/app',
      socket: stage.workspace.path('app.sock'),
      targets: { [webServer.name]: {} },
      ...fields,
    });
    return examine(deployment, staging).then((examination) => examination.findings);
  }
});

/** The staged lighttpd is not the one that is installed. */
const staging: Host = { ...thisHost, lighttpdModules: async () => null };

async function defaultPage(workspace: Staged['workspace']): Promise<string> {
  await workspace.write('pages/index.html', 'It works\n');
  return workspace.path('pages/');
}
