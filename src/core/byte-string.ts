/**
 * A byte string has one character (U+0000 to U+00FF) for each byte, as PEP 3333's native strings do. Paths are compared and
 * handed to applications as bytes: a client may send any, UTF-8 or not.
 */
export type ByteString = string;

/** The UTF-8 bytes of a text. */
export function toByteString(text: string): ByteString {
  let bytes = '';
  for (const byte of new TextEncoder().encode(text)) bytes += String.fromCharCode(byte);
  return bytes;
}

/** Number of bytes of a text in UTF-8. */
export function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** Percent-encodes a path: unreserved characters (RFC 3986 section 2.3) and slashes stay. */
export function encodePath(path: string): string {
  return toByteString(path).replace(
    /[^A-Za-z0-9._~/-]/g,
    (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}
