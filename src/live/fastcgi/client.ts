import { connectTo, formatAddress, type SocketAddress } from '../socket-address.ts';
import { encodeNameValues, type NameValue } from './name-value.ts';
import {
  encodeRecord,
  encodeStream,
  encodeStreamEnd,
  FastcgiError,
  type FastcgiRecord,
  recordCost,
  recordType,
} from './record.ts';
import { createRecordDecoder } from './record-decoder.ts';

export interface FastcgiQuestion {
  readonly parameters: readonly NameValue[];
  readonly stdin?: Buffer;
  readonly timeoutMilliseconds?: number;
  /** The most memory that an answer may take; 256 MiB when absent. */
  readonly limitBytes?: number;
}

export interface FastcgiAnswer {
  readonly stdout: Buffer;
  readonly stderr: Buffer;
  /** Null when the connection ended without END_REQUEST: the application died. */
  readonly end: { readonly appStatus: number; readonly protocolStatus: number } | null;
}

/** Asks a FastCGI application one request over a connection of its own. */
export function askFastcgi(
  address: SocketAddress,
  question: FastcgiQuestion,
): Promise<FastcgiAnswer> {
  const { promise, resolve, reject } = withResolvers<FastcgiAnswer>();
  const socket = connectTo(address);
  const decode = createRecordDecoder();
  const output = { stdout: [] as Buffer[], stderr: [] as Buffer[], cost: 0 };
  const { limitBytes = 256 * 1024 ** 2, timeoutMilliseconds: limit = 10_000 } = question;
  const timer = setTimeout(
    () => fail(`no complete answer from ${formatAddress(address)} within ${limit} ms`),
    limit,
  );

  socket.on('connect', () => socket.write(encodeQuestion(question)));
  socket.on('data', (chunk) => {
    try {
      for (const record of decode(chunk)) receive(record);
    } catch (error) {
      if (!(error instanceof FastcgiError)) throw error;
      fail(error.message);
    }
  });
  // A crash shows as an end or as a reset, and neither is an error of ours once we are connected.
  socket.on('error', (error) => {
    if (socket.connecting || socket.bytesWritten === 0) reject(error);
  });
  socket.on('close', () => settle(null));
  return promise;

  function receive({ type, requestId, content }: FastcgiRecord) {
    if (requestId !== 1) return;
    if (type === recordType.endRequest) {
      if (content.length < 5) throw new FastcgiError('END_REQUEST is too short');
      settle({ appStatus: content.readUInt32BE(0), protocolStatus: content.readUInt8(4) });
    } else if (type === recordType.stdout || type === recordType.stderr) {
      if (content.length === 0) return;
      output.cost += recordCost(content);
      if (output.cost > limitBytes) throw new FastcgiError(`answer exceeds ${limitBytes} bytes`);
      output[type === recordType.stdout ? 'stdout' : 'stderr'].push(content);
    }
  }

  function settle(end: FastcgiAnswer['end']) {
    clearTimeout(timer);
    socket.destroy();
    resolve({ stdout: Buffer.concat(output.stdout), stderr: Buffer.concat(output.stderr), end });
  }

  function fail(message: string) {
    clearTimeout(timer);
    reject(new FastcgiError(message));
    socket.destroy();
  }
}

function encodeQuestion({ parameters, stdin = Buffer.alloc(0) }: FastcgiQuestion): Buffer {
  const { beginRequest, params, stdin: input } = recordType;
  const responderWithoutKeepConn = Buffer.from([0, 1, 0, 0, 0, 0, 0, 0]);
  return Buffer.concat([
    encodeRecord({ type: beginRequest, requestId: 1, content: responderWithoutKeepConn }),
    ...encodeStream({ type: params, requestId: 1, content: encodeNameValues(parameters) }),
    encodeStreamEnd(params, 1),
    ...encodeStream({ type: input, requestId: 1, content: stdin }),
    encodeStreamEnd(input, 1),
  ]);
}

function withResolvers<T>() {
  let resolve: (value: T) => void = () => {};
  let reject: (error: Error) => void = () => {};
  const promise = new Promise<T>((onValue, onError) => {
    resolve = onValue;
    reject = onError;
  });
  return { promise, resolve, reject };
}
