import { encodePath } from '../../core/byte-string.ts';
import type { Application, Deployment } from '../../core/model.ts';
import { type RenderOptions, render } from '../../deploygen.ts';
import { findAccount } from '../find-account.ts';
import { freePort } from '../free-port.ts';
import { askHttp, NoResponse } from '../http.ts';
import { startWorkers, type Workers } from '../start-workers.ts';
import type { RunningWebServer, WebServer } from '../web-server.ts';
import { createWorkspace, type Workspace } from '../workspace.ts';
import { relocateSockets } from './relocate.ts';

/** What the application itself answered at its mount. */
export interface AppAnswer {
  readonly server: string;
  readonly application: string;
  readonly url: string;
  /** Null where no answer came. */
  readonly status: number | null;
  /** The server did not have to answer in the application's place. */
  readonly isUp: boolean;
  /** What the application has printed. */
  readonly printed: string;
}

/** Starts the descriptor's own commands behind a real web server, and asks each application for its mount. */
export async function proveApp(
  deployment: Deployment,
  webServer: WebServer,
  given: Pick<RenderOptions, 'templates'> = {},
): Promise<readonly AppAnswer[]> {
  await using workspace = await createWorkspace();
  const moved = await relocateSockets(deployment, workspace);
  const workers: [Application, Workers][] = [];
  try {
    for (const application of moved.applications) {
      const user = await accountOf(application);
      workers.push([application, await startWorkers(application, user)]);
    }
    await using server = await startServer(moved, { webServer, workspace, given });
    const answers: AppAnswer[] = [];
    for (const [application, { printed }] of workers) {
      answers.push({ ...(await ask(server, application)), printed: printed() });
    }
    return answers;
  } finally {
    for (const [, each] of workers) await each[Symbol.asyncDispose]();
  }
}

async function startServer(
  deployment: Deployment,
  {
    webServer,
    workspace,
    given,
  }: {
    readonly webServer: WebServer;
    readonly workspace: Workspace;
    readonly given: Pick<RenderOptions, 'templates'>;
  },
): Promise<RunningWebServer> {
  const listen = { host: '127.0.0.1', port: await freePort() };
  const stateDirectory = workspace.directory;
  const options = { ...given, layout: 'standalone', listen, stateDirectory } as const;
  const rendering = render(deployment, webServer.name, options);
  if (!rendering.ok) {
    throw new Error(rendering.diagnostics.map(({ message }) => message).join('\n'));
  }
  return webServer.start(rendering.files.map((file) => file.text).join(''), workspace, listen);
}

async function accountOf({ user }: Application) {
  const account = user === null ? null : await findAccount(user.value);
  return account === null ? {} : { user: account };
}

async function ask(server: RunningWebServer, { name, mount }: Application) {
  const url = `${encodePath(mount.value)}/`;
  const status = await askHttp(server.address, url).then(
    (response) => response.status,
    (error: unknown) => {
      if (error instanceof NoResponse) return null;
      throw error;
    },
  );
  const isUp = status !== null && !GATEWAY_FAILURES.includes(status);
  return { server: server.name, application: name.value, url, status, isUp };
}

// An application may answer 500 itself; these come from a server that got nothing from it.
const GATEWAY_FAILURES = [502, 503, 504];
