import { decodeNameValues, encodeNameValues } from './name-value.ts';
import { encodeRecord, recordType } from './record.ts';

/** Answers a management record (FastCGI 1.0 §4): the values asked for and known, or UNKNOWN_TYPE. */
export function answerManagement(type: number, content: Buffer, maxRequests: number): Buffer {
  if (type !== recordType.getValues) {
    const body = Buffer.alloc(8);
    body[0] = type;
    return encodeRecord({ type: recordType.unknownType, requestId: 0, content: body });
  }
  const asked = new Set(decodeNameValues(content).map(([name]) => name));
  const known = [
    ['FCGI_MAX_CONNS', '1024'],
    ['FCGI_MAX_REQS', String(maxRequests)],
    ['FCGI_MPXS_CONNS', '1'],
  ] as const;
  return encodeRecord({
    type: recordType.getValuesResult,
    requestId: 0,
    content: encodeNameValues(known.filter(([name]) => asked.has(name))),
  });
}
