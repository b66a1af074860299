import { type Loaded, load, render } from '../../../src/deploygen.ts';
import { echoHandler } from '../../../src/live/echo-responder.ts';
import { freePort } from '../../../src/live/free-port.ts';
import { addressesOf, startApplication } from '../../../src/live/stage.ts';
import type { WebServer } from '../../../src/live/web-server.ts';
import { createWorkspace, type Workspace } from '../../../src/live/workspace.ts';

/** Where a main configuration of the test's own has the server listen and keep its files. */
export interface MainSurroundings {
  readonly workspace: Workspace;
  readonly listen: { readonly host: string; readonly port: number };
}

/**
 * A server with a main configuration of the test's own around what several descriptors render to, fragments or sites, with echoes behind
 * them. What no descriptor may say can be loaded already.
 */
export async function withFragments(
  webServer: WebServer,
  main: (surroundings: MainSurroundings, fragments: string) => string,
  descriptors: (
    workspace: Workspace,
    listen: MainSurroundings['listen'],
  ) => Promise<readonly (object | Loaded)[]>,
) {
  const workspace = await createWorkspace();
  const running: AsyncDisposable[] = [workspace];
  const listen = { host: '127.0.0.1', port: await freePort() };
  const fragments: string[] = [];
  for (const descriptor of await descriptors(workspace, listen)) {
    const loaded =
      'ok' in descriptor ? descriptor : load(JSON.stringify(descriptor), 'deploy.yaml');
    const rendering = loaded.ok ? render(loaded.deployment, webServer.name) : loaded;
    if (!rendering.ok) throw new Error(JSON.stringify(rendering.diagnostics));
    fragments.push(...rendering.files.map(({ text }) => text));
    for (const application of loaded.ok ? loaded.deployment.applications : []) {
      const handler = echoHandler();
      for (const address of addressesOf(application)) {
        running.push(await startApplication(application, handler, address));
      }
    }
  }
  const text = main({ workspace, listen }, fragments.join('\n'));
  const server = await webServer.start(text, workspace, listen);
  running.push(server);
  return {
    workspace,
    address: server.address,
    process: server.process,
    async [Symbol.asyncDispose]() {
      for (const resource of running.toReversed()) await resource[Symbol.asyncDispose]();
    },
  };
}
