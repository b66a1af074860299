import { toByteString } from '../../src/core/byte-string.ts';
import { echoHandler, readEcho } from '../../src/live/echo-responder.ts';
import { type Responder, startResponder } from '../../src/live/fastcgi/responder.ts';
import { freePort } from '../../src/live/free-port.ts';
import { type HttpRequest, type HttpResponse, httpClient } from '../../src/live/http.ts';
import type { RunningWebServer, WebServer } from '../../src/live/web-server.ts';
import { createWorkspace, type Workspace } from '../../src/live/workspace.ts';
import type { Reading } from './subject.ts';

/** A web server that is run with one configuration after the other, and an application behind it. */
export interface WebLab extends AsyncDisposable {
  /** For the files that a web server is to find. */
  readonly workspace: Workspace;
  /** Runs a configuration and asks it for the targets; answers in their order. */
  ask(
    configuration: (site: Site) => string,
    targets: readonly (HttpRequest | string)[],
  ): Promise<readonly HttpResponse[]>;
}

/** What a configuration is made of beside its values. */
export interface Site {
  readonly port: number;
  readonly directory: string;
  /** Where the application listens: a responder that echoes its parameters. */
  readonly socket: string;
}

export async function openWebLab(webServer: WebServer): Promise<WebLab> {
  const workspace = await createWorkspace();
  const socket = workspace.path('s');
  const responder: Responder = await startResponder(echoHandler(), { kind: 'unix', path: socket });

  return {
    workspace,
    async ask(configuration, targets) {
      const listen = { host: '127.0.0.1', port: await freePort() };
      const text = configuration({ port: listen.port, directory: workspace.directory, socket });
      await using server = await webServer.start(text, workspace, listen);
      return await answersOf(server, targets);
    },
    async [Symbol.asyncDispose]() {
      await responder.stop(0);
      await workspace.dispose();
    },
  };
}

/** Asks over a few connections at once. */
async function answersOf(
  server: RunningWebServer,
  targets: readonly (HttpRequest | string)[],
): Promise<readonly HttpResponse[]> {
  const clients = Array.from({ length: 4 }, () => httpClient(server.address));
  try {
    const pending = targets.map((target, index) => clients[index % clients.length]?.ask(target));
    return (await Promise.all(pending)).filter((response) => response !== undefined);
  } finally {
    for (const client of clients) client.close();
  }
}

/** The parameters that an application was given, by their names. */
export function paramsOf({ body }: HttpResponse): ReadonlyMap<string, Reading> {
  return new Map(readEcho(body).params);
}

/** A request target for a path of any bytes. */
export function targetOf(path: string): string {
  return toByteString(path).replace(
    /[^\w/.-]/g,
    (byte) => `%${byte.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}

/** The folder of requests for the so-manieth value: all names have one length, so none is the beginning of another. */
export function folderOf(index: number): string {
  return `/${10_000 + index}`;
}
