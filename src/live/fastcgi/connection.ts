import type { Socket } from 'node:net';
import { drained } from '../drained.ts';
import type { FastcgiHandler, FastcgiWrite } from './handler.ts';
import { answerManagement } from './management.ts';
import { type PendingRequest, pendingRequest, type RequestLimits } from './pending-request.ts';
import {
  encodeEndRequest,
  encodeStream,
  encodeStreamEnd,
  FastcgiError,
  type FastcgiRecord,
  protocolStatus,
  recordType,
} from './record.ts';
import { createRecordDecoder } from './record-decoder.ts';

export interface ConnectionLimits extends RequestLimits {
  /** Requests in progress at once on one connection. */
  readonly requests: number;
}

/** One connection of a web server to a responder. */
export interface ResponderConnection {
  /** Ends the connection as soon as nothing is in progress on it; a fresh one may send one request yet. */
  drain(): void;
  destroy(): void;
}

/** Speaks the responder's side of FastCGI 1.0 on an accepted connection. */
export function serveConnection(
  socket: Socket,
  handler: FastcgiHandler,
  limits: ConnectionLimits,
): ResponderConnection {
  const decode = createRecordDecoder();
  const requests = new Map<number, PendingRequest>();
  let begun = 0;
  let lastRequest = false;

  socket.on('data', (chunk) => {
    try {
      for (const record of decode(chunk)) if (!socket.destroyed) receive(record);
    } catch (error) {
      if (!(error instanceof FastcgiError)) throw error;
      socket.destroy();
    }
    // A peer that asks and never reads must not fill our memory with answers.
    if (!socket.writableNeedDrain) return;
    socket.pause();
    socket.once('drain', () => socket.resume());
  });
  // An error is followed by 'close', which is all that matters here.
  socket.on('error', () => {});
  socket.on('close', () => {
    for (const { abort } of requests.values()) abort.abort();
    requests.clear();
  });

  return {
    drain() {
      lastRequest = true;
      if (begun > 0) closeWhenIdle();
      // Accepted, and its first request perhaps on the way: to close it now would lose that request.
      else socket.setTimeout(5000, () => begun === 0 && socket.destroy());
    },
    destroy: () => socket.destroy(),
  };

  function receive({ type, requestId, content }: FastcgiRecord) {
    if (requestId === 0) {
      socket.write(answerManagement(type, content, limits.requests));
      return;
    }
    const request = requests.get(requestId);
    if (type === recordType.beginRequest) {
      if (request) throw new FastcgiError(`request ${requestId} begins twice`);
      begin(requestId, content);
      return;
    }
    // FastCGI 1.0 §3.3: records of a request that is not active are ignored.
    if (!request) return;
    if (type === recordType.abortRequest) {
      request.abort.abort();
      end(request, 0, protocolStatus.requestComplete);
    } else if (type === recordType.params) collect(request, 'params', content);
    else if (type === recordType.stdin) collect(request, 'stdin', content);
  }

  function begin(requestId: number, content: Buffer) {
    if (content.length < 8) throw new FastcgiError('BEGIN_REQUEST is too short');
    const request = pendingRequest(requestId, (content.readUInt8(2) & 1) === 1, limits);
    const refuse =
      content.readUInt16BE(0) !== responderRole
        ? protocolStatus.unknownRole
        : requests.size >= limits.requests || (lastRequest && begun > 0)
          ? protocolStatus.overloaded
          : null;
    if (refuse !== null) {
      end(request, 0, refuse);
      return;
    }
    begun += 1;
    requests.set(requestId, request);
  }

  function collect(request: PendingRequest, stream: 'params' | 'stdin', content: Buffer) {
    const state = request.add(stream, content);
    if (state === 'too large') end(request, 0, protocolStatus.overloaded);
    else if (state === 'complete') void run(request);
  }

  async function run(request: PendingRequest) {
    let appStatus = 0;
    let usedStderr = false;
    const isActive = () => requests.get(request.id) === request;
    try {
      for await (const write of handler(request.request())) {
        if (!isActive()) return;
        if (write.kind === 'die') {
          // What was written before has left a dying process, too; destroy() alone would drop it.
          socket.write('', () => socket.destroy());
          return;
        }
        if (write.kind === 'end') {
          appStatus = write.appStatus;
          break;
        }
        usedStderr ||= write.kind === 'stderr';
        await send(request.id, write);
      }
    } catch (error) {
      if (!isActive()) return;
      appStatus = 1;
      usedStderr = true;
      await send(request.id, { kind: 'stderr', bytes: Buffer.from(`${error}\n`) });
    }
    if (!isActive()) return;
    cork();
    if (usedStderr) socket.write(encodeStreamEnd(recordType.stderr, request.id));
    socket.write(encodeStreamEnd(recordType.stdout, request.id));
    end(request, appStatus, protocolStatus.requestComplete);
  }

  async function send(requestId: number, write: Extract<FastcgiWrite, { bytes: Buffer }>) {
    const type = recordType[write.kind];
    cork();
    for (const record of encodeStream({ type, requestId, content: write.bytes })) {
      if (socket.destroyed) return;
      if (!socket.write(record)) await drained(socket);
    }
  }

  function end(request: PendingRequest, appStatus: number, status: number) {
    requests.delete(request.id);
    if (socket.destroyed) return;
    socket.write(encodeEndRequest(request.id, appStatus, status));
    if (!request.keepConnection) lastRequest = true;
    if (lastRequest) closeWhenIdle();
  }

  function closeWhenIdle() {
    if (requests.size > 0 || socket.destroyed) return;
    socket.end();
    // A peer that does not close its side would hold the connection for ever.
    socket.setTimeout(2000, () => socket.destroy());
  }

  /** Sends what one turn of the event loop writes in one piece. */
  function cork() {
    socket.cork();
    process.nextTick(() => socket.uncork());
  }
}

const responderRole = 1;
