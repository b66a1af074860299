import type { Socket } from 'node:net';

/** Reads a connection piece by piece; each rejects when the other end closes before there is as much. */
export interface ByteReader {
  /** Up to a delimiter, which is read too, and not part of the answer. */
  until(delimiter: string): Promise<Buffer>;
  take(count: number): Promise<Buffer>;
}

export function byteReader(socket: Socket): ByteReader {
  const chunks = socket[Symbol.asyncIterator]();
  let buffer: Buffer = Buffer.alloc(0);
  const more = async () => {
    const { done, value } = await chunks.next();
    if (done === true) throw new Error('the connection was closed in mid-request');
    return value;
  };
  return {
    async until(delimiter) {
      let end = buffer.indexOf(delimiter);
      while (end === -1) {
        buffer = Buffer.concat([buffer, await more()]);
        end = buffer.indexOf(delimiter);
      }
      const found = buffer.subarray(0, end);
      buffer = buffer.subarray(end + delimiter.length);
      return found;
    },
    async take(count) {
      const pieces: Buffer[] = [buffer];
      let length = buffer.length;
      while (length < count) {
        const piece = await more();
        pieces.push(piece);
        length += piece.length;
      }
      const all = Buffer.concat(pieces);
      buffer = all.subarray(count);
      return all.subarray(0, count);
    },
  };
}
