/** Record types of FastCGI 1.0 §8. */
export const recordType = {
  beginRequest: 1,
  abortRequest: 2,
  endRequest: 3,
  params: 4,
  stdin: 5,
  stdout: 6,
  stderr: 7,
  data: 8,
  getValues: 9,
  getValuesResult: 10,
  unknownType: 11,
} as const;

/** How END_REQUEST says that a request went (FastCGI 1.0 §5.5). */
export const protocolStatus = {
  requestComplete: 0,
  cannotMultiplex: 1,
  overloaded: 2,
  unknownRole: 3,
} as const;

export const headerLength = 8;
export const maxContentLength = 65_535;

export interface FastcgiRecord {
  readonly type: number;
  /** 0 for management records. */
  readonly requestId: number;
  readonly content: Buffer;
}

/** What arrived is not FastCGI 1.0; the connection is of no further use. */
export class FastcgiError extends Error {
  override readonly name = 'FastcgiError';
}

/** What the content of a record takes in memory: a Buffer itself weighs about 100 bytes, a hundred times the one that it may hold. */
export function recordCost(content: Buffer): number {
  return content.length + 100;
}

/** Encodes one record, padded to a multiple of eight bytes as FastCGI 1.0 §3.3 recommends. */
export function encodeRecord({ type, requestId, content }: FastcgiRecord): Buffer {
  if (content.length > maxContentLength) {
    throw new TypeError(`a record holds ${maxContentLength} bytes, not ${content.length}`);
  }
  const padding = -content.length & 7;
  const record = Buffer.alloc(headerLength + content.length + padding);
  record[0] = 1;
  record[1] = type;
  record.writeUInt16BE(requestId, 2);
  record.writeUInt16BE(content.length, 4);
  record[6] = padding;
  content.copy(record, headerLength);
  return record;
}

/** Cuts a piece of a stream into records; nothing for no bytes, since an empty record ends the stream. */
export function encodeStream({ type, requestId, content }: FastcgiRecord): Buffer[] {
  const records: Buffer[] = [];
  for (let start = 0; start < content.length; start += largestAligned) {
    const part = content.subarray(start, start + largestAligned);
    records.push(encodeRecord({ type, requestId, content: part }));
  }
  return records;
}

/** The empty record that ends a stream. */
export function encodeStreamEnd(type: number, requestId: number): Buffer {
  return encodeRecord({ type, requestId, content: Buffer.alloc(0) });
}

/** An END_REQUEST record. */
export function encodeEndRequest(requestId: number, appStatus: number, status: number): Buffer {
  const content = Buffer.alloc(8);
  content.writeUInt32BE(appStatus >>> 0, 0);
  content[4] = status;
  return encodeRecord({ type: recordType.endRequest, requestId, content });
}

const largestAligned = maxContentLength & ~7;
