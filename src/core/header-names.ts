import type { Diagnostic } from './diagnostic.ts';
import { blame } from './place.ts';
import type { Variable } from './variable.ts';

/** Response headers that something else decides, in lower case, with what does. */
const OF_OTHERS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['connection', 'keep-alive', 'te', 'trailer', 'transfer-encoding', 'upgrade'].map((name) => [
      name,
      'it is about one connection (RFC 9110 section 7.6.1)',
    ]),
  ),
  ...Object.fromEntries(
    ['content-length', 'content-encoding', 'content-range', 'date', 'server', 'status'].map(
      (name) => [name, 'the server sets it for each response'],
    ),
  ),
  'content-type': 'it differs from response to response',
  location: 'use "redirects"',
  'set-cookie': 'every response would set it',
  'strict-transport-security': 'use "tls.hsts"',
  'www-authenticate': 'use "auth"',
  'proxy-authenticate': 'it is for proxies',
};

/** Headers that a site may set on every response, each once: their names have no case (RFC 9110 section 5.1). */
export function checkHeaders(
  headers: readonly Variable[],
  report: (problem: Diagnostic) => void,
): void {
  const seen = new Map<string, string>();
  for (const { name } of headers) {
    const key = name.value.toLowerCase();
    const earlier = seen.get(key);
    const reason = OF_OTHERS[key];
    seen.set(key, name.value);
    if (reason !== undefined) {
      const message = `header "${name.value}" cannot be set under "headers": ${reason}`;
      report(blame(name, { code: 'valid-header', message, help: 'leave it out' }));
    } else if (earlier !== undefined) {
      const message = `header "${name.value}" is "${earlier}" again`;
      const help = 'write it once: names of headers have no case';
      report(blame(name, { code: 'valid-header', message, help }));
    }
  }
}
