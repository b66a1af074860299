/** The bytes of a byte string (one character, U+0000 to U+00FF, for each byte). */
export function bytesOf(text: string): Buffer {
  const bytes = Buffer.from(text, 'latin1');
  // Buffer keeps the low 8 bits of anything else without a word.
  if (bytes.toString('latin1') !== text)
    throw new TypeError(`not a byte string: ${JSON.stringify(text)}`);
  return bytes;
}
