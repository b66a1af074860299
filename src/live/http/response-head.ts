import type { Header } from './response.ts';

export interface ResponseHead {
  readonly status: number;
  readonly reason: string;
  readonly headers: readonly Header[];
  readonly framing: Framing;
  readonly keepsAlive: boolean;
}

/** How the end of the body is known (RFC 9112 §6.3). */
export type Framing =
  | { readonly kind: 'length'; readonly length: number }
  | { readonly kind: 'chunked' }
  | { readonly kind: 'close' };

/** Reads a status line and its header lines; null when they are not HTTP/1. */
export function parseResponseHead(text: string, method: string): ResponseHead | null {
  const [statusLine = '', ...lines] = text.split('\r\n');
  const [, minor, code, reason = ''] = /^HTTP\/1\.(\d) (\d{3})(?: (.*))?$/s.exec(statusLine) ?? [];
  if (code === undefined) return null;
  const headers: Header[] = [];
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon < 1) return null;
    headers.push([line.slice(0, colon), trim(line.slice(colon + 1))]);
  }
  const status = Number(code);
  const framing = framingOf(status, method, headers);
  if (!framing) return null;
  const connection = tokensOf(headers, 'connection');
  const keepsAlive =
    framing.kind !== 'close' &&
    status !== 101 &&
    !connection.includes('close') &&
    (minor === '1' || connection.includes('keep-alive'));
  return { status, reason, headers, framing, keepsAlive };
}

function framingOf(status: number, method: string, headers: readonly Header[]): Framing | null {
  if (method === 'HEAD' || status < 200 || status === 204 || status === 304) {
    return { kind: 'length', length: 0 };
  }
  const codings = tokensOf(headers, 'transfer-encoding');
  if (codings.length > 0) return { kind: codings.at(-1) === 'chunked' ? 'chunked' : 'close' };
  const [first, ...others] = new Set(tokensOf(headers, 'content-length'));
  if (first === undefined) return { kind: 'close' };
  if (others.length > 0 || !/^\d{1,15}$/.test(first)) return null;
  return { kind: 'length', length: Number(first) };
}

function tokensOf(headers: readonly Header[], name: string): string[] {
  return headers
    .filter((header) => header[0].toLowerCase() === name)
    .flatMap((header) => header[1].toLowerCase().split(','))
    .map(trim);
}

function trim(value: string): string {
  return value.replace(/^[ \t]+|[ \t]+$/g, '');
}
