import { readdirSync } from 'node:fs';
import { chmod, readFile } from 'node:fs/promises';
import { type Example, stageExample } from '../../../scripts/demo/stage-example.ts';
import type { Deployment } from '../../../src/core/model.ts';
import { render } from '../../../src/deploygen.ts';
import { freePort } from '../../../src/live/free-port.ts';
import { startProgram } from '../../../src/live/program.ts';
import { startWorkers } from '../../../src/live/start-workers.ts';
import type { RunningWebServer, WebServer } from '../../../src/live/web-server.ts';
import { createWorkspace, type Workspace } from '../../../src/live/workspace.ts';

export interface RunningExample {
  readonly server: RunningWebServer;
  [Symbol.asyncDispose](): Promise<void>;
}

/** An example application, started as its README says, behind a real web server with our rendering. */
export async function startExample(
  example: Example,
  webServer: WebServer,
): Promise<RunningExample> {
  const workspace = await createWorkspace();
  const running: AsyncDisposable[] = [workspace];
  const stop = async () => {
    for (const resource of running.toReversed()) await resource[Symbol.asyncDispose]();
  };
  try {
    const deployment = await stageExample(example, workspace);
    const [application] = deployment.applications;
    running.push(example === 'php' ? await startPhp(workspace) : await startWorkers(application));
    const server = await startStandalone(webServer, deployment, workspace);
    running.push(server);
    return { server, [Symbol.asyncDispose]: stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** php-fpm with the example's own pool; it binds the socket itself. */
async function startPhp(workspace: Workspace) {
  const path = workspace.path('run', 'album.sock');
  const pool = await readFile(workspace.path('app', 'php-fpm.conf'), 'utf8');
  await workspace.write(
    'pool.conf',
    pool
      .replace(/^listen = .*/m, `listen = ${path}`)
      .replace(/^(user|group) = .*/gm, '$1 = www-data'),
  );
  const file = await workspace.write(
    'fpm.conf',
    `[global]\nerror_log = ${workspace.path('fpm.log')}\ndaemonize = no\ninclude = ${workspace.path('pool.conf')}\n`,
  );
  await chmod(workspace.path('run'), 0o755);
  return startProgram({
    command: [`/usr/sbin/${phpFpm()}`, '-y', file],
    ready: { kind: 'accepts', address: { kind: 'unix', path } },
  });
}

/** Debian names the program after its version: php-fpm8.2. */
export function phpFpm(): string {
  return readdirSync('/usr/sbin').find((file) => /^php-fpm[0-9.]*$/.test(file)) ?? 'php-fpm';
}

/** A web server with our standalone rendering, at a port of its own. */
export async function startStandalone(
  webServer: WebServer,
  deployment: Deployment,
  workspace: Workspace,
): Promise<RunningWebServer> {
  const listen = { host: '127.0.0.1', port: await freePort() };
  const rendering = render(deployment, webServer.name, {
    layout: 'standalone',
    listen,
    stateDirectory: workspace.directory,
  });
  if (!rendering.ok) throw new Error(JSON.stringify(rendering.diagnostics));
  const text = rendering.files.map((file) => file.text).join('');
  return webServer.start(text, workspace, listen);
}
