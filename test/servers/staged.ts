import type { Deployment } from '../../src/core/model.ts';
import { load } from '../../src/deploygen.ts';
import { type Stage, type StageOptions, startStage } from '../../src/live/stage.ts';
import type { WebServer } from '../../src/live/web-server.ts';
import { createWorkspace, type Workspace } from '../../src/live/workspace.ts';

/** A descriptor on a real web server, in a workspace of its own. */
export interface Staged extends Stage {
  readonly workspace: Workspace;
  readonly deployment: Deployment;
}

/** Stages a descriptor; a unix socket in the workspace unless it says another. */
export async function staged(
  webServer: WebServer,
  fields: (workspace: Workspace) => object | Promise<object>,
  options: Omit<StageOptions, 'workspace'> = {},
): Promise<Staged> {
  const workspace = await createWorkspace();
  try {
    const descriptor = {
      name: 'test',
      mount: '/app',
      socket: workspace.path('app.sock'),
      ...(await fields(workspace)),
    };
    const loaded = load(JSON.stringify(descriptor), 'deploy.yaml');
    if (!loaded.ok) throw new Error(loaded.diagnostics.map(({ message }) => message).join('\n'));
    const stage = await startStage(loaded.deployment, webServer, { workspace, ...options });
    return {
      ...stage,
      workspace,
      deployment: loaded.deployment,
      async [Symbol.asyncDispose]() {
        await stage[Symbol.asyncDispose]();
        await workspace.dispose();
      },
    };
  } catch (error) {
    await workspace.dispose();
    throw error;
  }
}
