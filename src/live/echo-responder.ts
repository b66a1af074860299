import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { type Behaviour, parseBehaviour } from './echo/behaviour.ts';
import type { FastcgiHandler, FastcgiRequest, FastcgiWrite } from './fastcgi/handler.ts';
import type { NameValue } from './fastcgi/name-value.ts';

/** What the echo responder says, as JSON, about the request that reached it. */
export interface EchoAnswer {
  /** As they came: byte strings, in order, repeats included. */
  readonly params: readonly NameValue[];
  readonly stdinLength: number;
  readonly stdinSha256: string;
  readonly pid: number;
  /** How many requests this responder has begun, this one included. */
  readonly executions: number;
}

/** Makes a handler that tells what it was asked, or misbehaves as the query wishes (see Behaviour). */
export function echoHandler(): FastcgiHandler {
  let executions = 0;
  return (request) => {
    executions += 1;
    return answer(request, executions);
  };
}

/** Reads an echo answer from a response body; throws on anything else. */
export function readEcho(body: Buffer): EchoAnswer {
  const value: unknown = JSON.parse(body.toString('utf8'));
  if (typeof value !== 'object' || value === null || !('params' in value)) {
    throw new TypeError(`not an echo answer: ${body.toString('utf8', 0, 200)}`);
  }
  // The only writer of such a body is `answer` below.
  return value as EchoAnswer;
}

async function* answer(request: FastcgiRequest, executions: number): AsyncGenerator<FastcgiWrite> {
  const query = request.parameters.findLast(([name]) => name === 'QUERY_STRING')?.[1] ?? '';
  const behaviour = parseBehaviour(query);
  const wait = (milliseconds: number) => pause(milliseconds, request.signal);

  if (behaviour.slowMilliseconds > 0) await wait(behaviour.slowMilliseconds);
  if (behaviour.stderr !== '') yield { kind: 'stderr', bytes: Buffer.from(behaviour.stderr) };
  if (behaviour.output === 'nothing') return;
  if (behaviour.death === 'before') {
    yield { kind: 'die' };
    return;
  }
  const pieces = bodyOf(behaviour, { request, executions });
  yield { kind: 'stdout', bytes: headOf(behaviour, pieces) };
  if (behaviour.output === 'header only') return;
  const isDying = behaviour.death === 'mid-body';
  for (const [index, bytes] of (isDying ? halfOf(pieces) : pieces).entries()) {
    if (index > 0) await wait(behaviour.stream?.everyMilliseconds ?? 0);
    yield { kind: 'stdout', bytes };
  }
  if (isDying) yield { kind: 'die' };
}

function bodyOf(
  { stream, size }: Behaviour,
  { request, executions }: { readonly request: FastcgiRequest; readonly executions: number },
): readonly Buffer[] {
  if (stream) {
    return Array.from({ length: stream.count }, (_, index) => Buffer.from(`piece ${index + 1}\n`));
  }
  if (size !== null) return [Buffer.alloc(size, 'x')];
  const echo: EchoAnswer = {
    params: request.parameters,
    stdinLength: request.stdin.length,
    stdinSha256: createHash('sha256').update(request.stdin).digest('hex'),
    pid: process.pid,
    executions,
  };
  return [Buffer.from(`${JSON.stringify(echo)}\n`)];
}

function headOf(behaviour: Behaviour, pieces: readonly Buffer[]): Buffer {
  const isJson = behaviour.stream === null && behaviour.size === null;
  const length = behaviour.output === 'header only' ? 0 : Buffer.concat(pieces).length;
  const lines = [
    `Status: ${behaviour.status}`,
    `Content-Type: ${isJson ? 'application/json' : 'text/plain'}`,
    ...(behaviour.announcesLength ? [`Content-Length: ${length}`] : []),
    ...behaviour.headers.map(([name, value]) => `${name}: ${value}`),
  ];
  return Buffer.from([...lines, '', ''].join('\r\n'));
}

function halfOf(pieces: readonly Buffer[]): readonly Buffer[] {
  const [only] = pieces;
  if (only && pieces.length === 1) return [only.subarray(0, Math.ceil(only.length / 2))];
  return pieces.slice(0, Math.ceil(pieces.length / 2));
}

/** Ends early, and without an error, when the request is aborted: nobody waits for the answer. */
async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await delay(milliseconds, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
