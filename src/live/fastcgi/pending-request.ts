import type { FastcgiRequest } from './handler.ts';
import { decodeNameValues } from './name-value.ts';
import { recordCost } from './record.ts';

/** A request whose records are still arriving. */
export interface PendingRequest {
  readonly id: number;
  readonly keepConnection: boolean;
  readonly abort: AbortController;
  /** Takes the content of a PARAMS or STDIN record; an empty one ends the stream. */
  add(stream: 'params' | 'stdin', content: Buffer): 'more' | 'complete' | 'too large' | 'ignored';
  request(): FastcgiRequest;
}

export interface RequestLimits {
  readonly paramsBytes: number;
  readonly stdinBytes: number;
}

/** Begins to collect a request. */
export function pendingRequest(
  id: number,
  keepConnection: boolean,
  limits: RequestLimits,
): PendingRequest {
  const abort = new AbortController();
  const params = collector(limits.paramsBytes);
  const stdin = collector(limits.stdinBytes);
  let complete = false;

  return {
    id,
    keepConnection,
    abort,
    add(stream, content) {
      const target = stream === 'params' ? params : stdin;
      if (target.ended()) return 'ignored';
      if (!target.add(content)) return 'too large';
      if (complete || !params.ended() || !stdin.ended()) return 'more';
      complete = true;
      return 'complete';
    },
    request: () => ({
      parameters: decodeNameValues(params.bytes()),
      stdin: stdin.bytes(),
      signal: abort.signal,
    }),
  };
}

function collector(limit: number) {
  let parts: Buffer[] = [];
  let cost = 0;
  let ended = false;
  return {
    ended: () => ended,
    add(content: Buffer): boolean {
      if (content.length === 0) {
        ended = true;
        return true;
      }
      cost += recordCost(content);
      if (cost > limit) return false;
      parts.push(content);
      return true;
    },
    bytes(): Buffer {
      const all = Buffer.concat(parts);
      parts = [];
      return all;
    },
  };
}
