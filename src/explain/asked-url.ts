import type { Request } from '../core/answer.ts';
import { toByteString } from '../core/byte-string.ts';
import type { Deployment } from '../core/model.ts';

/** A URL as somebody types it, and the request that a client makes of it. */
export interface AskedUrl {
  readonly text: string;
  readonly request: Request;
}

/** What a URL does not tell. */
export type Circumstances = Pick<Request, 'method' | 'client' | 'user' | 'forwarded'>;

/** Whether a word can be nothing but a URL: a path from the root, or with scheme and host. */
export function isUrl(word: string): boolean {
  return /^\/|^https?:\/\//i.test(word);
}

/**
 * Reads a path ("/shop/?x=1") or a whole URL; null for anything else. A path is asked of the site's main name, over TLS where it
 * has TLS; in a fragment names and schemes are the business of somebody else's server block.
 */
export function readUrl(
  text: string,
  circumstances: Circumstances,
  deployment: Pick<Deployment, 'hosts' | 'canonicalHost' | 'tls'>,
): AskedUrl | null {
  const [whole, scheme, host, rest = '/'] =
    /^(?:(https?):\/\/([^/?#@]+))?([/?#].*)?$/is.exec(text) ?? [];
  if (whole === undefined || whole === '') return null;
  if (scheme === undefined && !text.startsWith('/')) return null;
  const [sent = ''] = rest.split('#', 1);
  const target = spell(sent.startsWith('/') ? sent : `/${sent}`);
  const origin = scheme === undefined ? mainOrigin(deployment) : toOrigin(scheme, host ?? '');
  return { text, request: { ...circumstances, ...origin, target } };
}

type Origin = Pick<Request, 'scheme' | 'host'>;

/** As clients send it: in lower case, without the port that the scheme has anyway. */
function toOrigin(stated: string, host: string): Origin {
  const scheme = stated.toLowerCase() === 'https' ? 'https' : 'http';
  const port = scheme === 'https' ? /:443$/ : /:80$/;
  return { scheme, host: host.toLowerCase().replace(port, '') };
}

function mainOrigin({
  hosts,
  canonicalHost,
  tls,
}: Pick<Deployment, 'hosts' | 'canonicalHost' | 'tls'>): Origin {
  const [main] = hosts;
  if (main === undefined) return {};
  const host = (canonicalHost ?? main).value.replace(/^\*\./, 'www.');
  return { scheme: tls === null ? 'http' : 'https', host };
}

/** Percent-encodes what no client can send as it is: spaces, control characters, everything but ASCII. */
function spell(text: string): string {
  return toByteString(text).replace(
    /[^\x21-\x7e]/g,
    (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}
