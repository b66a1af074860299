import fc from 'fast-check';
import { toByteString } from '../../../src/core/byte-string.ts';

const known = fc
  .constantFrom('a', 'ab', 'b', 'a b', 'é', '日本', 'a.b', '...', '%41', 'a?b', 'a#b', 'x', '.h')
  .map(toByteString);
const bytes = fc
  .array(fc.integer({ min: 1, max: 255 }), { minLength: 1, maxLength: 4 })
  .map((codes) => String.fromCharCode(...codes).replaceAll('/', '-'))
  .filter((text) => text !== '.' && text !== '..');
const segment = fc.oneof({ weight: 4, arbitrary: known }, { weight: 1, arbitrary: bytes });

/** Normal paths, as bytes: no empty and no dot segments, around the paths of `arbitraryDeployment`. */
export const arbitraryPath = fc
  .record({ segments: fc.array(segment, { maxLength: 5 }), isOpen: fc.boolean() })
  .map(({ segments, isOpen }) =>
    segments.length === 0 ? '/' : `/${segments.join('/')}${isOpen ? '/' : ''}`,
  );

/** One of the ways to write a normal path in a request target: bytes encoded or not, slashes repeated, dot segments. */
export function arbitrarySpelling(path: string): fc.Arbitrary<string> {
  const pieces = [...path].map((byte) => (byte === '/' ? slash : spellByte(byte)));
  return fc.tuple(...pieces).map((spelt) => `/${spelt.join('').replace(/^(\/|%2F)/i, '')}`);
}

const slash = fc.constantFrom(
  '/',
  '/',
  '/',
  '%2F',
  '%2f',
  '//',
  '/./',
  '/x/../',
  '/x/%2e%2E%2f',
  '/x%2Fy/..//%2E./',
);

function spellByte(byte: string): fc.Arbitrary<string> {
  const code = byte.charCodeAt(0).toString(16).padStart(2, '0');
  const encoded = [`%${code}`, `%${code.toUpperCase()}`];
  return /[%?#]/.test(byte) ? fc.constantFrom(...encoded) : fc.constantFrom(byte, byte, ...encoded);
}
