import type { Application, Deployment } from '../core/model.ts';
import { type RenderOptions, render } from '../deploygen.ts';
import { echoHandler } from './echo-responder.ts';
import type { FastcgiHandler, FastcgiRequest } from './fastcgi/handler.ts';
import { type Responder, startResponder } from './fastcgi/responder.ts';
import { freePort } from './free-port.ts';
import { type HttpClient, httpClient } from './http.ts';
import { httpProtocol } from './responder/http-protocol.ts';
import { startSingleResponder } from './responder/single-responder.ts';
import type { SocketAddress } from './socket-address.ts';
import type { RunningWebServer, WebServer } from './web-server.ts';
import type { Workspace } from './workspace.ts';

/** A deployment on a real web server, with a responder behind every socket of every application. */
export interface Stage {
  readonly server: RunningWebServer;
  readonly client: HttpClient;
  /** Ends the responders, as if every process of the applications were gone. */
  stopApplications(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

export interface StageOptions extends Pick<RenderOptions, 'templates'> {
  readonly workspace: Workspace;
  /** The loopback address to serve on; 127.0.0.1. */
  readonly host?: '127.0.0.1' | '::1';
  /** What stands behind the sockets; an echo that tells what it was asked. Null: somebody else serves them. */
  readonly handler?: FastcgiHandler | null;
}

/** The header in which a staged application names itself. */
export const APPLICATION_HEADER = 'X-Deploygen-Application';

/** Renders a deployment `standalone`, starts the server with it, and responders on the sockets. */
export async function startStage(
  deployment: Deployment,
  webServer: WebServer,
  { workspace, host = '127.0.0.1', handler = echoHandler(), ...options }: StageOptions,
): Promise<Stage> {
  const listen = { host, port: await freePort(host) };
  const stateDirectory = workspace.directory;
  const rendering = render(deployment, webServer.name, {
    ...options,
    layout: 'standalone',
    listen,
    stateDirectory,
  });
  if (!rendering.ok) {
    throw new Error(rendering.diagnostics.map(({ message }) => message).join('\n'));
  }
  const responders: Responder[] = [];
  try {
    for (const application of deployment.applications) {
      for (const address of addressesOf(application)) {
        if (handler === null) break;
        responders.push(await startApplication(application, handler, address));
      }
    }
    const text = rendering.files.map((file) => file.text).join('');
    const server = await webServer.start(text, workspace, listen);
    const client = httpClient(server.address);
    return {
      server,
      client,
      stopApplications: () => stopAll(responders),
      async [Symbol.asyncDispose]() {
        client.close();
        await server.stop();
        await stopAll(responders);
      },
    };
  } catch (error) {
    await stopAll(responders);
    throw error;
  }
}

/** A responder in the place of an application, which speaks its protocol and names itself. */
export function startApplication(
  { name, mount, protocol }: Application,
  handler: FastcgiHandler,
  listenOn: SocketAddress,
): Promise<Responder> {
  const own = named(name.value, handler);
  return protocol.value === 'http'
    ? startSingleResponder(own, httpProtocol(mount.value), listenOn)
    : startResponder(own, listenOn);
}

export function addressesOf({ sockets }: Application): readonly SocketAddress[] {
  return sockets.map(({ value }) =>
    value.kind === 'unix'
      ? { kind: 'unix', path: value.path.value }
      : { kind: 'tcp', host: value.host.value, port: value.port.value },
  );
}

/** Puts the application's name before the first header that a handler writes. */
export function named(name: string, handler: FastcgiHandler): FastcgiHandler {
  const header = Buffer.from(`${APPLICATION_HEADER}: ${name}\r\n`);
  return async function* answer(request: FastcgiRequest) {
    let isFirst = true;
    for await (const write of handler(request)) {
      if (write.kind !== 'stdout' || !isFirst) yield write;
      else {
        isFirst = false;
        yield { kind: 'stdout', bytes: Buffer.concat([header, write.bytes]) };
      }
    }
  };
}

async function stopAll(responders: readonly Responder[]): Promise<void> {
  await Promise.all(responders.map((responder) => responder[Symbol.asyncDispose]()));
}
