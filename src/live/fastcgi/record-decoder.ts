import { FastcgiError, type FastcgiRecord, headerLength } from './record.ts';

/** Takes the next bytes of a connection and returns the records that they complete. */
export type RecordDecoder = (chunk: Buffer) => FastcgiRecord[];

/**
 * Makes a decoder for one connection. Chunks may be split anywhere; it holds at most one unfinished
 * record. It throws FastcgiError on a version other than 1.
 */
export function createRecordDecoder(): RecordDecoder {
  const header = Buffer.alloc(headerLength);
  let headerFilled = 0;
  let content = Buffer.alloc(0);
  let contentFilled = 0;
  let paddingLeft = 0;

  return (chunk) => {
    const records: FastcgiRecord[] = [];
    let at = 0;
    const take = (target: Buffer, filled: number) => {
      const copied = chunk.copy(target, filled, at);
      at += copied;
      return filled + copied;
    };

    while (at < chunk.length) {
      if (headerFilled < headerLength) {
        headerFilled = take(header, headerFilled);
        if (header[0] !== 1) throw new FastcgiError(`FastCGI version ${header[0]}, not 1`);
        if (headerFilled < headerLength) break;
        content = Buffer.allocUnsafe(header.readUInt16BE(4));
        contentFilled = 0;
        paddingLeft = header.readUInt8(6);
      }
      contentFilled = take(content, contentFilled);
      if (contentFilled < content.length) break;
      const skipped = Math.min(paddingLeft, chunk.length - at);
      at += skipped;
      paddingLeft -= skipped;
      if (paddingLeft > 0) break;
      records.push({ type: header.readUInt8(1), requestId: header.readUInt16BE(2), content });
      headerFilled = 0;
    }
    return records;
  };
}
