import { bytesOf } from '../bytes.ts';
import { FastcgiError } from './record.ts';

/** A parameter as it travels: name and value are byte strings. */
export type NameValue = readonly [name: string, value: string];

/** Encodes name-value pairs, repeats and order kept (FastCGI 1.0 §3.4). */
export function encodeNameValues(pairs: readonly NameValue[]): Buffer {
  const parts: Buffer[] = [];
  for (const pair of pairs) {
    const [name, value] = [bytesOf(pair[0]), bytesOf(pair[1])];
    parts.push(encodeLength(name.length), encodeLength(value.length), name, value);
  }
  return Buffer.concat(parts);
}

/** Decodes name-value pairs; throws FastcgiError when they end too early. */
export function decodeNameValues(bytes: Buffer): NameValue[] {
  const pairs: NameValue[] = [];
  let at = 0;
  const readLength = () => {
    const first = bytes[at];
    const size = first !== undefined && first > 127 ? 4 : 1;
    if (at + size > bytes.length) throw new FastcgiError('name-value pairs end inside a length');
    const length = size === 4 ? bytes.readUInt32BE(at) & 0x7fffffff : bytes.readUInt8(at);
    at += size;
    return length;
  };
  const readText = (length: number) => {
    if (at + length > bytes.length) throw new FastcgiError('name-value pairs end inside a text');
    at += length;
    return bytes.toString('latin1', at - length, at);
  };

  while (at < bytes.length) {
    const [nameLength, valueLength] = [readLength(), readLength()];
    pairs.push([readText(nameLength), readText(valueLength)]);
  }
  return pairs;
}

function encodeLength(length: number): Buffer {
  if (length < 128) return Buffer.from([length]);
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE((length | 0x80000000) >>> 0);
  return bytes;
}
