import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { askFastcgi } from '../../../src/live/fastcgi/client.ts';
import {
  encodeEndRequest,
  encodeRecord,
  encodeStream,
  FastcgiError,
  maxContentLength,
  recordType,
} from '../../../src/live/fastcgi/record.ts';
import type { SocketAddress } from '../../../src/live/socket-address.ts';
import { createWorkspace, type Workspace } from '../../../src/live/workspace.ts';
import { splitAt } from './split-at.ts';

let workspace: Workspace;
let address: SocketAddress;
/** What the application does with a connection. */
let act: (socket: Socket) => void;

const server = createServer((socket) => {
  socket.on('error', () => undefined);
  // Only when it is asked.
  socket.once('data', () => act(socket));
});

beforeAll(async () => {
  workspace = await createWorkspace();
  const path = workspace.path('app.sock');
  address = { kind: 'unix', path };
  server.listen(path);
  await once(server, 'listening');
});

beforeEach(() => {
  act = (socket) => socket.destroy();
});

afterAll(async () => {
  server.close();
  await workspace.dispose();
});

const { stdout, stderr, endRequest, getValuesResult, unknownType } = recordType;
const bytes = (maxLength: number) =>
  fc.uint8Array({ maxLength }).map((array) => Buffer.from(array));
const ask = (limits: { limitBytes?: number; timeoutMilliseconds?: number } = {}) =>
  askFastcgi(address, { parameters: [], ...limits });

/** A record whose padding is somebody else's choice. */
function padded(record: Parameters<typeof encodeRecord>[0], padding: number): Buffer {
  const encoded = encodeRecord(record).subarray(0, 8 + record.content.length);
  const all = Buffer.concat([encoded, Buffer.alloc(padding, 0xff)]);
  all[6] = padding;
  return all;
}

describe('the FastCGI client', () => {
  it('reads an answer split anywhere, with any padding, between records of others', async () => {
    const piece = fc.record({
      type: fc.constantFrom(stdout, stderr, getValuesResult, unknownType, 77),
      requestId: fc.constantFrom(0, 1, 2, 65_535),
      content: bytes(200),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(piece, fc.nat(255)), { maxLength: 8 }),
        fc.array(fc.nat(), { maxLength: 20 }),
        async (pieces, cuts) => {
          const records = pieces.map(([record, padding]) => padded(record, padding));
          const all = Buffer.concat([...records, encodeEndRequest(1, 3, 0)]);
          act = (socket) => {
            for (const part of splitAt(all, cuts)) socket.write(part);
          };

          const answer = await ask();

          const own = (type: number) =>
            Buffer.concat(
              pieces.flatMap(([record]) =>
                record.requestId === 1 && record.type === type ? [record.content] : [],
              ),
            );
          expect(answer).toEqual({
            stdout: own(stdout),
            stderr: own(stderr),
            end: { appStatus: 3, protocolStatus: 0 },
          });
        },
      ),
      { numRuns: 100 },
    );
  });

  it('reads an answer byte by byte, records of 65,535 bytes included', async () => {
    const content = Buffer.alloc(maxContentLength, 'x');
    const large = padded({ type: stdout, requestId: 1, content }, 255);
    const small = encodeRecord({ type: stderr, requestId: 1, content: Buffer.from('e') });
    act = (socket) => {
      socket.write(large);
      socket.write(large);
      for (const byte of [...small, ...encodeEndRequest(1, 0, 0)])
        socket.write(Buffer.from([byte]));
    };

    const answer = await ask();

    expect(answer.stdout.length).toBe(2 * maxContentLength);
    expect(answer.stderr.toString()).toBe('e');
  });

  it('settles on any garbage: an answer without an end, or an error of FastCGI', async () => {
    const header = fc.tuple(
      ...[fc.constant(1), fc.nat(12), fc.nat(1), fc.nat(2), fc.nat(1), fc.nat(9), fc.nat(9)],
      fc.nat(1),
    );
    const garbage = fc
      .array(fc.oneof(header, fc.array(fc.nat(255), { maxLength: 30 })))
      .map((pieces) => Buffer.from(pieces.flat()));
    await fc.assert(
      fc.asyncProperty(garbage, async (sent) => {
        act = (socket) => socket.end(sent);
        const settled = await ask().catch((error: unknown) => error);
        if (settled instanceof Error) expect(settled).toBeInstanceOf(FastcgiError);
        else expect(settled).toHaveProperty('end');
      }),
      { numRuns: 200 },
    );
  });

  it('refuses an END_REQUEST that is too short, and another version', async () => {
    act = (socket) =>
      socket.write(encodeRecord({ type: endRequest, requestId: 1, content: Buffer.alloc(4) }));
    await expect(ask()).rejects.toThrow('END_REQUEST is too short');

    act = (socket) => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n');
    await expect(ask()).rejects.toThrow('FastCGI version 72, not 1');
  });

  it('waits no longer than it is told', async () => {
    act = (socket) =>
      socket.write(encodeRecord({ type: stdout, requestId: 1, content: Buffer.of(1) }));

    await expect(ask({ timeoutMilliseconds: 50 })).rejects.toThrow('within 50 ms');
  });

  it.each([1, maxContentLength])(
    'takes no more memory than it is told, in records of %i bytes without an end',
    async (length) => {
      const record = encodeStream({ type: stdout, requestId: 1, content: Buffer.alloc(length) });
      const many = Buffer.concat(
        Array.from({ length: Math.ceil(65_536 / length) }, () => record).flat(),
      );
      let sent = 0;
      act = (socket) => {
        const pour = (): void => {
          while (!socket.destroyed && socket.write(many)) sent += many.length;
        };
        socket.on('drain', pour);
        pour();
      };
      const before = process.memoryUsage();

      await expect(ask({ limitBytes: 8 * 1024 ** 2 })).rejects.toThrow('answer exceeds 8388608');

      const after = process.memoryUsage();
      const grown = after.heapUsed + after.external - before.heapUsed - before.external;
      expect(grown).toBeLessThan(64 * 1024 ** 2);
      expect(sent).toBeLessThan(64 * 1024 ** 2);
    },
  );
});
