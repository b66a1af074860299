import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeNameValues, encodeNameValues } from '../../../src/live/fastcgi/name-value.ts';
import {
  encodeRecord,
  encodeStream,
  FastcgiError,
  maxContentLength,
  recordType,
} from '../../../src/live/fastcgi/record.ts';
import { createRecordDecoder } from '../../../src/live/fastcgi/record-decoder.ts';
import { splitAt } from './split-at.ts';

const bytes = (maxLength: number) =>
  fc.uint8Array({ maxLength }).map((array) => Buffer.from(array));
const record = fc.record({
  type: fc.integer({ min: 0, max: 255 }),
  requestId: fc.integer({ min: 0, max: 65_535 }),
  content: bytes(300),
});
const byteString = (maxLength: number) => bytes(maxLength).map((each) => each.toString('latin1'));

describe('records', () => {
  it('come back however the bytes are split', () => {
    fc.assert(
      fc.property(fc.array(record, { maxLength: 6 }), fc.array(fc.nat()), (records, cuts) => {
        const decode = createRecordDecoder();
        const all = Buffer.concat(records.map(encodeRecord));
        expect(splitAt(all, cuts).flatMap(decode)).toEqual(records);
      }),
    );
  });

  it.each([0, 1, 7, 8, maxContentLength])('of %i bytes come back byte by byte', (length) => {
    const sent = { type: recordType.stdin, requestId: 1, content: Buffer.alloc(length, 'x') };
    const decode = createRecordDecoder();
    const encoded = encodeRecord(sent);
    const got = [...encoded].flatMap((byte) => decode(Buffer.from([byte])));
    expect(encoded.length % 8).toBe(0);
    expect(got).toEqual([sent]);
  });

  it('come back with the padding that others choose', () => {
    const padded = Buffer.from([1, 5, 0, 1, 0, 1, 255, 0, 0x61, ...Buffer.alloc(255, 1)]);
    const decode = createRecordDecoder();
    expect(splitAt(Buffer.concat([padded, padded]), [3, 9, 100, 264, 265]).flatMap(decode)).toEqual(
      [
        { type: 5, requestId: 1, content: Buffer.from('a') },
        { type: 5, requestId: 1, content: Buffer.from('a') },
      ],
    );
  });

  it('hold at most 65535 bytes, so that longer streams are cut', () => {
    const content = Buffer.alloc(200_000, 'x');
    const decode = createRecordDecoder();
    const stream = encodeStream({ type: recordType.stdout, requestId: 9, content });
    const got = stream.flatMap(decode);
    expect(got.map((each) => each.content.length)).toEqual([65_528, 65_528, 65_528, 3416]);
    expect(() => encodeRecord({ type: 1, requestId: 1, content })).toThrow(TypeError);
  });

  it('of another version are refused, whatever garbage follows', () => {
    fc.assert(
      fc.property(bytes(2000), (garbage) => {
        const decode = createRecordDecoder();
        try {
          expect(decode(garbage).length).toBeLessThanOrEqual(garbage.length / 8);
        } catch (error) {
          expect(error).toBeInstanceOf(FastcgiError);
        }
      }),
    );
    expect(() => createRecordDecoder()(Buffer.from('GET / HTTP/1.1\r\n'))).toThrow(FastcgiError);
  });
});

describe('name-value pairs', () => {
  it('come back in order, with repeats', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(byteString(200), byteString(400))), (pairs) => {
        expect(decodeNameValues(encodeNameValues(pairs))).toEqual(pairs);
      }),
    );
  });

  it.each([127, 128, 70_000])('come back with a value of %i bytes', (length) => {
    const pairs = [['A', '\xff'.repeat(length)]] as const;
    const encoded = encodeNameValues(pairs);
    expect(encoded.length).toBe(1 + (length < 128 ? 1 : 4) + 1 + length);
    expect(decodeNameValues(encoded)).toEqual(pairs);
  });

  it('that end too early are refused', () => {
    const encoded = encodeNameValues([['NAME', 'v'.repeat(200)]]);
    for (let length = 1; length < encoded.length; length += 1) {
      expect(() => decodeNameValues(encoded.subarray(0, length))).toThrow(FastcgiError);
    }
    expect(() => encodeNameValues([['é日', '']])).toThrow(TypeError);
  });
});
