/** Ways to spell the bytes of a path in a request target; slashes stay as they are. */
export const spelling = {
  /** Encodes what RFC 3986 §3.3 wants encoded. */
  minimal: (path: string) => path.replace(/[^A-Za-z0-9._~!$&'()*+,;=:@/-]/g, encode),
  full: (path: string) => path.replace(/[^/]/gs, encode),
  lowerCaseHex: (path: string) => path.replace(/[^/]/gs, (byte) => encode(byte).toLowerCase()),
  /** Encodes only what would end the path or the request line, or is a percent sign. */
  raw: (path: string) => path.replace(/[\0- %?#\x7f]/g, encode),
} as const;

/** The UTF-8 bytes of a text as a byte string. */
export function utf8(text: string): string {
  return String.fromCharCode(...new TextEncoder().encode(text));
}

function encode(byte: string): string {
  return `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}
