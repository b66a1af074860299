import { toByteString } from '../core/byte-string.ts';
import type { Request } from '../core/route.ts';

/** A URL as somebody types it, and the request that a browser makes of it. */
export interface AskedUrl {
  readonly text: string;
  readonly request: Request;
}

/** Reads a path ("/shop/?x=1") or a whole URL; null for anything else. */
export function readUrl(text: string, method: string): AskedUrl | null {
  const [, rest] = /^(?:https?:\/\/[^/?#]+)?([/?#].*)?$/is.exec(text) ?? [];
  if (rest === undefined && !/^https?:\/\//i.test(text)) return null;
  const [sent = ''] = (rest ?? '/').split('#', 1);
  const target = spell(sent.startsWith('/') ? sent : `/${sent}`);
  return { text, request: { method, target } };
}

/** Percent-encodes what no client can send as it is: spaces, control characters, everything but ASCII. */
function spell(text: string): string {
  return toByteString(text).replace(
    /[^\x21-\x7e]/g,
    (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}
