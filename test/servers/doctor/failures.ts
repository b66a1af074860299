import { once } from 'node:events';
import { chmod, rename, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { CauseCode } from '../../../src/doctor/causes.ts';
import { echoHandler } from '../../../src/live/echo-responder.ts';
import type { FastcgiHandler } from '../../../src/live/fastcgi/handler.ts';
import { freePort } from '../../../src/live/free-port.ts';
import { connectTo } from '../../../src/live/socket-address.ts';
import type { WebServer } from '../../../src/live/web-server.ts';
import { startStuckSocket } from '../behaviour/stuck-socket.ts';
import type { Staged } from '../staged.ts';

/** One thing that goes wrong behind a web server, and what each writes into its log; null: nothing that tells. */
export interface Failure {
  readonly name: string;
  readonly logs: Readonly<Record<WebServer['name'], CauseCode | null>>;
  /** What the host shows, where a log does not say it. */
  readonly cause: CauseCode;
  readonly fields?: () => object | Promise<object>;
  /** What stands behind the socket in place of the echo. */
  readonly handler?: FastcgiHandler;
  /** What happens before the question. @param path the socket's */
  readonly befall?: (path: string, stage: Staged) => Promise<AsyncDisposable | undefined>;
}

/** The last record of a request: FCGI_STDIN without content. */
const END_OF_STDIN = Buffer.from([1, 5, 0, 1, 0, 0, 0, 0]);

export const failures: readonly Failure[] = [
  {
    name: 'the socket is missing',
    cause: 'socket-missing',
    logs: everywhere('socket-missing'),
    befall: async (_, stage) => {
      await stage.stopApplications();
      return undefined;
    },
  },
  {
    name: 'the socket lets only its owner in',
    cause: 'socket-denied',
    logs: everywhere('socket-denied'),
    befall: async (path) => {
      await chmod(path, 0);
      return undefined;
    },
  },
  {
    name: 'a folder above the socket is closed',
    cause: 'socket-denied',
    logs: everywhere('socket-denied'),
    befall: async (path, stage) => {
      const folder = path.slice(0, path.lastIndexOf('/'));
      await chmod(folder, 0o700);
      return disposable(() => chmod(stage.workspace.directory, 0o755));
    },
  },
  {
    name: 'the socket is a regular file',
    cause: 'not-a-socket',
    logs: everywhere('socket-refused'),
    befall: async (path, stage) => {
      await stage.stopApplications();
      await writeFile(path, '');
      await chmod(path, 0o666);
      return undefined;
    },
  },
  {
    name: 'the socket is left from a process that is gone',
    cause: 'socket-refused',
    logs: everywhere('socket-refused'),
    befall: async (path, stage) => {
      await stage.stopApplications();
      const server = createServer();
      // Node removes the name under which it has bound a socket when it closes its own end.
      server.listen(`${path}.old`);
      await once(server, 'listening');
      await rename(`${path}.old`, path);
      await chmod(path, 0o666);
      server.close();
      await once(server, 'close');
      return undefined;
    },
  },
  {
    name: 'nobody listens at the address',
    cause: 'socket-refused',
    logs: everywhere('socket-refused'),
    fields: async () => ({ socket: `127.0.0.1:${await freePort()}` }),
    befall: async (_, stage) => {
      await stage.stopApplications();
      return undefined;
    },
  },
  {
    name: 'the backlog is full',
    cause: 'backlog-full',
    // Apache waits without a word.
    logs: { nginx: 'backlog-full', apache: null, lighttpd: 'backlog-full' },
    befall: async (path, stage) => {
      await stage.stopApplications();
      const stuck = await startStuckSocket(path);
      const waiting = await fillBacklog(path);
      return disposable(async () => {
        for (const socket of waiting) socket.destroy();
        await stuck.stop();
      });
    },
  },
  {
    name: 'the application speaks HTTP',
    cause: 'wrong-protocol',
    // lighttpd says the same as of a death.
    logs: { nginx: 'wrong-protocol', apache: 'wrong-protocol', lighttpd: 'process-died' },
    befall: async (path, stage) => {
      await stage.stopApplications();
      const server = createServer((connection) => {
        connection.on('error', () => {});
        connection.end('HTTP/1.1 400 Bad Request\r\n\r\n');
      });
      server.listen(path);
      await once(server, 'listening');
      await chmod(path, 0o666);
      return disposable(async () => void server.close());
    },
  },
  {
    name: 'the process dies before it answers',
    cause: 'process-died',
    logs: everywhere('process-died'),
    handler: behaving('dg=die'),
  },
  {
    name: 'the process is killed, and the connection reset',
    cause: 'process-died',
    logs: everywhere('process-died'),
    fields: async () => ({ socket: `127.0.0.1:${await freePort()}` }),
    befall: async (_, stage) => {
      await stage.stopApplications();
      const [socket] = stage.deployment.applications[0]?.sockets ?? [];
      if (socket?.value.kind !== 'tcp') throw new TypeError('the fields say so');
      const server = createServer((connection) => {
        connection.on('error', () => {});
        // Not before all is said: Apache writes nothing where it cannot send the rest.
        connection.on('data', (bytes) => {
          if (bytes.subarray(-8).equals(END_OF_STDIN)) connection.resetAndDestroy();
        });
      });
      server.listen(socket.value.port.value, '127.0.0.1');
      await once(server, 'listening');
      return disposable(async () => void server.close());
    },
  },
  {
    name: 'the process dies in the middle of its answer',
    cause: 'died-mid-body',
    // To Apache both deaths are the same.
    logs: { nginx: 'died-mid-body', apache: 'process-died', lighttpd: 'died-mid-body' },
    handler: behaving('dg=die-midbody&dg=size:200000'),
  },
  {
    name: 'the application says nothing',
    cause: 'no-output',
    // Apache answers 200 without a body, lighttpd 500; neither logs anything.
    logs: { nginx: 'no-output', apache: null, lighttpd: null },
    handler: behaving('dg=empty'),
  },
  {
    name: 'the application fails with an exception',
    cause: 'exception',
    logs: everywhere('exception'),
    handler: async function* () {
      yield { kind: 'stderr', bytes: Buffer.from(TRACEBACK) };
    },
  },
  {
    name: 'the application prints before its headers',
    cause: 'printed-before-headers',
    // lighttpd takes it for the answer.
    logs: { nginx: 'printed-before-headers', apache: 'printed-before-headers', lighttpd: null },
    handler: async function* () {
      const printed = 'debug value\nContent-Type: text/plain\r\n\r\nhello';
      yield { kind: 'stdout', bytes: Buffer.from(printed) };
    },
  },
  {
    name: 'the headers are too large',
    cause: 'headers-too-large',
    logs: everywhere('headers-too-large'),
    handler: behaving('dg=big-headers:70000'),
  },
  {
    name: 'the answer comes too late',
    cause: 'timed-out',
    logs: everywhere('timed-out'),
    fields: () => ({ limits: { read_timeout: '1s' } }),
    handler: behaving('dg=slow:60000'),
  },
];

/** The echo, as if the query had wished for it. */
function behaving(query: string): FastcgiHandler {
  const echo = echoHandler();
  return (request) =>
    echo({ ...request, parameters: [...request.parameters, ['QUERY_STRING', query]] });
}

const TRACEBACK = `Traceback (most recent call last):
  File "/srv/shop/app.py", line 3, in application
    raise ValueError("no such thing")
ValueError: no such thing
`;

function everywhere(cause: CauseCode): Failure['logs'] {
  return { nginx: cause, apache: cause, lighttpd: cause };
}

/** Connects until no more connections are taken: the last one waits. */
async function fillBacklog(path: string) {
  const sockets = [];
  for (;;) {
    const socket = connectTo({ kind: 'unix', path });
    socket.on('error', () => {});
    sockets.push(socket);
    const isTaken = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false);
    if (!isTaken) return sockets;
  }
}

function disposable(dispose: () => Promise<void>): AsyncDisposable {
  return { [Symbol.asyncDispose]: dispose };
}
