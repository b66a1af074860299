import { once } from 'node:events';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askFastcgi } from '../../../src/live/fastcgi/client.ts';
import type { FastcgiHandler } from '../../../src/live/fastcgi/handler.ts';
import { encodeNameValues } from '../../../src/live/fastcgi/name-value.ts';
import {
  encodeEndRequest,
  encodeRecord,
  type FastcgiRecord,
  recordType,
} from '../../../src/live/fastcgi/record.ts';
import { createRecordDecoder } from '../../../src/live/fastcgi/record-decoder.ts';
import { type Responder, startResponder } from '../../../src/live/fastcgi/responder.ts';
import { connectTo, type SocketAddress } from '../../../src/live/socket-address.ts';
import { createWorkspace, type Workspace } from '../../../src/live/workspace.ts';
import { splitAt } from './split-at.ts';

let workspace: Workspace;
let responder: Responder;
let address: SocketAddress;
const aborted: string[] = [];

beforeAll(async () => {
  workspace = await createWorkspace();
  address = { kind: 'unix', path: workspace.path('app.sock') };
  responder = await startResponder(handler, address, { limits: { stdinBytes: 100_000 } });
});

afterAll(async () => {
  await responder.stop();
  await workspace.dispose();
});

/** Tells its parameters and stdin, or does what the first parameter says. */
const handler: FastcgiHandler = async function* ({ parameters, stdin, signal }) {
  const wish = parameters[0]?.[0];
  if (wish === 'THROW') throw new Error('thrown');
  if (wish === 'WAIT') {
    await once(signal, 'abort');
    aborted.push(parameters[0]?.[1] ?? '');
    return;
  }
  const text = JSON.stringify([parameters, stdin.toString('latin1')]);
  yield { kind: 'stdout', bytes: Buffer.from(text.slice(0, 5)) };
  if (wish === 'DIE') yield { kind: 'die' };
  yield { kind: 'stderr', bytes: Buffer.from('oops') };
  yield { kind: 'stdout', bytes: Buffer.from(text.slice(5)) };
  yield { kind: 'end', appStatus: 7 };
};

describe('a request', () => {
  it('arrives with its parameters in order, repeats included, and its stdin', async () => {
    const parameters = [
      ['B', '\xff'.repeat(300)],
      ['A', ''],
      ['B', '2'],
    ] as const;
    const stdin = Buffer.alloc(70_000, 'i');
    const answer = await askFastcgi(address, { parameters, stdin });
    expect(JSON.parse(answer.stdout.toString())).toEqual([parameters, stdin.toString()]);
    expect(answer.stderr.toString()).toBe('oops');
    expect(answer.end).toEqual({ appStatus: 7, protocolStatus: 0 });
  });

  it('that kills the application leaves what was written before, and no end', async () => {
    const answer = await askFastcgi(address, { parameters: [['DIE', '']] });
    expect(answer.stdout.toString()).toBe('[[["D');
    expect(answer.end).toBeNull();
  });

  it('that the handler cannot answer ends with status 1', async () => {
    const answer = await askFastcgi(address, { parameters: [['THROW', '']] });
    expect(answer.stderr.toString()).toBe('Error: thrown\n');
    expect(answer.end).toEqual({ appStatus: 1, protocolStatus: 0 });
  });

  it('with too much input is refused as overload', async () => {
    const stdin = Buffer.alloc(200_000);
    const answer = await askFastcgi(address, { parameters: [], stdin });
    expect(answer.end).toEqual({ appStatus: 0, protocolStatus: 2 });
  });

  it('to nobody is an error', async () => {
    const nobody = { kind: 'unix', path: workspace.path('none.sock') } as const;
    await expect(askFastcgi(nobody, { parameters: [] })).rejects.toThrow('ENOENT');
  });
});

describe('a connection', () => {
  it('carries interleaved requests, split anywhere', async () => {
    const streams = [1, 2, 65_535].map((id) =>
      requestRecords(id, { keep: true, parameters: [['ID', String(id)]], stdin: `in ${id}` }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat()), fc.array(fc.nat(2)), async (cuts, order) => {
        const all = Buffer.concat(interleave(streams, order));
        const records = await converse(splitAt(all, cuts), (got) => countEnds(got) === 3);
        for (const id of [1, 2, 65_535]) {
          expect(stdoutOf(records, id)).toBe(`[[["ID","${id}"]],"in ${id}"]`);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('is kept after requests with FCGI_KEEP_CONN, and closed after one without', async () => {
    const ask = (id: number, keep: boolean) =>
      requestRecords(id, { keep, parameters: [], stdin: '' });
    const kept = await converse([...ask(1, true), ...ask(2, true)], (got) => countEnds(got) === 2);
    const closed = await converse(ask(1, false), () => false);
    expect(countEnds(kept)).toBe(2);
    expect(countEnds(closed)).toBe(1);
  });

  it('tells its limits and does not know other management records', async () => {
    const names = [
      ['FCGI_MPXS_CONNS', ''],
      ['FCGI_NOTHING', ''],
    ] as const;
    const asked = [
      management(recordType.getValues, encodeNameValues(names)),
      management(99, Buffer.from('?')),
    ];
    const records = await converse(asked, (got) => got.length === 2);
    expect(records).toEqual([
      {
        type: recordType.getValuesResult,
        requestId: 0,
        content: encodeNameValues([['FCGI_MPXS_CONNS', '1']]),
      },
      {
        type: recordType.unknownType,
        requestId: 0,
        content: Buffer.from([99, 0, 0, 0, 0, 0, 0, 0]),
      },
    ]);
  });

  it('refuses other roles', async () => {
    const authorizer = encodeRecord({
      type: 1,
      requestId: 3,
      content: Buffer.from([0, 2, 1, 0, 0, 0, 0, 0]),
    });
    const records = await converse([authorizer], (got) => got.length === 1);
    expect(Buffer.concat(records.map(encodeRecord))).toEqual(encodeEndRequest(3, 0, 3));
  });

  it('aborts a request on ABORT_REQUEST and when it is closed', async () => {
    const waiting = (name: string) =>
      requestRecords(1, { keep: true, parameters: [['WAIT', name]], stdin: '' });
    const abort = encodeRecord({
      type: recordType.abortRequest,
      requestId: 1,
      content: Buffer.alloc(0),
    });
    await converse([...waiting('asked'), abort], (got) => countEnds(got) === 1);
    const socket = connectTo(address);
    socket.end(Buffer.concat(waiting('closed')));
    await once(socket.resume(), 'close');
    await expect.poll(() => aborted).toEqual(['asked', 'closed']);
  });

  it('ignores records of requests that are not there', async () => {
    const stray = [4, 5, 2, 8, 77].map((type) =>
      encodeRecord({ type, requestId: 5, content: Buffer.from('x') }),
    );
    const good = requestRecords(6, { keep: true, parameters: [], stdin: '' });
    const records = await converse([...stray, ...good], (got) => countEnds(got) === 1);
    expect(records.every(({ requestId }) => requestId === 6)).toBe(true);
  });

  it('survives garbage', async () => {
    const header = fc.tuple(
      fc.constant(1),
      fc.nat(12),
      fc.nat(1),
      fc.nat(3),
      fc.nat(1),
      fc.nat(20),
      fc.nat(255),
      fc.nat(1),
    );
    const piece = fc.oneof(
      header,
      fc.uint8Array({ maxLength: 30 }).map((array) => [...array]),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece), async (pieces) => {
        const socket = connectTo(address);
        socket.on('error', () => {}).resume();
        socket.end(Buffer.from(pieces.flat()));
        await once(socket, 'close');
      }),
      { numRuns: 200 },
    );
    expect((await askFastcgi(address, { parameters: [] })).end?.appStatus).toBe(7);
  });
});

describe('stop', () => {
  it('finishes what is in progress, a first request of a fresh connection included', async () => {
    const path = workspace.path('stopping.sock');
    const [started, start] = gate();
    const [held, proceed] = gate();
    const stopping = await startResponder(
      async function* () {
        start();
        await held;
        yield { kind: 'stdout', bytes: Buffer.from('done') };
      },
      { kind: 'unix', path },
    );
    const fresh = connectTo({ kind: 'unix', path });
    const idle = connectTo({ kind: 'unix', path });
    await Promise.all([once(fresh, 'connect'), once(idle, 'connect')]);
    const inProgress = askFastcgi({ kind: 'unix', path }, { parameters: [] });
    await started;

    const stopped = stopping.stop(5000);
    fresh.write(Buffer.concat(requestRecords(1, { keep: true, parameters: [], stdin: '' })));
    proceed();

    expect((await inProgress).stdout.toString()).toBe('done');
    const [data] = await once(fresh, 'data');
    expect(createRecordDecoder()(data)[0]?.content.toString()).toBe('done');
    idle.destroy();
    await stopped;
    await expect(askFastcgi({ kind: 'unix', path }, { parameters: [] })).rejects.toThrow('ENOENT');
  });
});

function gate(): [opened: Promise<void>, open: () => void] {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return [opened, () => open()];
}

interface RequestOptions {
  readonly keep: boolean;
  readonly parameters: readonly (readonly [string, string])[];
  readonly stdin: string;
}

function requestRecords(requestId: number, { keep, parameters, stdin }: RequestOptions): Buffer[] {
  const empty = Buffer.alloc(0);
  const contents: [number, Buffer][] = [
    [recordType.beginRequest, Buffer.from([0, 1, keep ? 1 : 0, 0, 0, 0, 0, 0])],
    ...(parameters.length > 0
      ? ([[recordType.params, encodeNameValues(parameters)]] as [number, Buffer][])
      : []),
    [recordType.params, empty],
    ...(stdin === '' ? [] : ([[recordType.stdin, Buffer.from(stdin)]] as [number, Buffer][])),
    [recordType.stdin, empty],
  ];
  return contents.map(([type, content]) => encodeRecord({ type, requestId, content }));
}

function management(type: number, content: Buffer): Buffer {
  return encodeRecord({ type, requestId: 0, content });
}

/** Takes records from the streams in the given order, then what is left. */
function interleave(streams: readonly Buffer[][], order: readonly number[]): Buffer[] {
  const left = streams.map((stream) => [...stream]);
  const taken = order.flatMap((index) => left[index]?.splice(0, 1) ?? []);
  return [...taken, ...left.flat()];
}

/** Sends pieces and reads records until there are enough or the responder closes. */
async function converse(
  pieces: readonly Buffer[],
  isEnough: (got: readonly FastcgiRecord[]) => boolean,
): Promise<readonly FastcgiRecord[]> {
  const socket = connectTo(address);
  const decode = createRecordDecoder();
  const records: FastcgiRecord[] = [];
  socket.on('data', (chunk) => {
    records.push(...decode(chunk));
    if (isEnough(records)) socket.destroy();
  });
  for (const piece of pieces) socket.write(piece);
  await once(socket, 'close');
  return records;
}

function countEnds(records: readonly FastcgiRecord[]): number {
  return records.filter(({ type }) => type === recordType.endRequest).length;
}

function stdoutOf(records: readonly FastcgiRecord[], id: number): string {
  const own = records.filter(
    ({ type, requestId }) => type === recordType.stdout && requestId === id,
  );
  return Buffer.concat(own.map(({ content }) => content)).toString();
}
