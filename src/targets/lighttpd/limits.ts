import type { ByteString } from '../../core/byte-string.ts';
import type { Judged } from '../../core/judge.ts';
import { decode, splitTarget } from '../../core/request-path.ts';
import type { Limit } from '../../core/target.ts';
import { isRightOverHttp } from '../is-right-over-http.ts';

/** Measured on 1.4.69. */
export const limits: readonly Limit[] = [
  {
    id: 'lighttpd-control-characters',
    summary:
      'answers 400 to control characters, also in a query: a form that sends several lines by GET is refused',
    excuses: ({ request, observed }) =>
      observed.status === 400 &&
      /[\x01-\x1f\x7f]|%[01][0-9a-f]|%7f/i.test(splitTarget(request.target)?.query ?? ''),
  },
  {
    id: 'lighttpd-normalised-query',
    summary:
      'QUERY_STRING, and where a redirect leads, come percent-encoded anew: %7E becomes "~", a raw quote %22, and "%" without two digits %25; decoded it is the same',
    excuses: isQueryEncodedAnew,
  },
  {
    id: 'lighttpd-url-over-http',
    summary:
      'over http the URL reaches the application percent-encoded anew (%7E becomes "~", %2f %2F, a raw quote %22), and without a "#"; decoded it is the same, %2F and "//" are kept',
    excuses: isUrlEncodedAnew,
  },
  {
    id: 'lighttpd-http-headers',
    summary:
      'over http, says X-Forwarded-For, -Host and -Proto, but no X-Forwarded-Port and no X-Real-IP',
  },
  {
    id: 'lighttpd-malformed-percent',
    summary:
      'takes "%" without two hexadecimal digits in a path for a percent sign, not for a mistake',
    excuses: ({ request, expected }) =>
      expected.kind === 'refused' && MALFORMED.test(splitTarget(request.target)?.path ?? ''),
  },
  {
    id: 'lighttpd-absolute-form',
    summary:
      'answers 400 to a request target of absolute form whose host is not that of the Host header, or which has no path',
    excuses: ({ request, observed }) => observed.status === 400 && /^https?:/i.test(request.target),
  },
  {
    id: 'lighttpd-methods',
    summary:
      'answers 411 to POST without a Content-Length, 400 to GET with a body, 501 to methods that it does not know',
  },
  {
    id: 'lighttpd-repeated-headers',
    summary:
      'headers that differ in "-" and "_" only (X-Under, X_Under) arrive as one parameter, twice',
  },
  {
    id: 'lighttpd-static-names',
    summary:
      'denies (403) paths in static folders that are no UTF-8, and asks no application for them with "fallthrough" either',
    excuses: ({ request, expected, observed }) =>
      observed.status === 403 &&
      expected.because.some(({ what }) => /^(static |fallthrough)/.test(what)) &&
      !isUtf8(decode(splitTarget(request.target)?.path ?? '') ?? ''),
  },
  {
    id: 'lighttpd-folder-redirect',
    summary:
      'answers 301 to a folder of static files that is asked for without its slash (nginx and Apache 404)',
  },
  {
    id: 'lighttpd-cgi-in-static',
    summary:
      'executes files of static folders whose extensions the main configuration gives to programs (cgi.assign)',
  },
  {
    id: 'lighttpd-sent-as-it-comes',
    summary:
      'with "buffering: true" too a response goes to the client as it comes; a slow client holds no application up',
  },
  {
    id: 'lighttpd-late-return',
    summary:
      'answers 503 for up to two seconds after an application that could not be reached is back',
  },
  {
    id: 'lighttpd-late-time-outs',
    summary: 'time-outs are whole seconds, and up to three seconds late',
  },
  {
    id: 'lighttpd-document-root',
    summary: 'with a SCRIPT_FILENAME among the params DOCUMENT_ROOT is the same path',
  },
  {
    id: 'lighttpd-413-without-headers',
    summary: 'sends no "headers" with 413 where Content-Length says that a body is too large',
  },
  {
    id: 'lighttpd-late-encoded-slashes',
    summary:
      'with "encoded_slashes: reject", answers 401, 403, 503 or a redirect where that comes before the 400',
    excuses: ({ request, expected, observed }) =>
      expected.kind === 'refused' &&
      observed.application === null &&
      /%2f/i.test(splitTarget(request.target)?.path ?? ''),
  },
  {
    id: 'lighttpd-retry-after',
    summary:
      'sends no "maintenance.retry_after" for what falls through from a static folder to the application, and sends it with 401 and 403 as well',
  },
  {
    id: 'lighttpd-own-urls',
    summary:
      'where a folder has "fallthrough", URLs that begin with /.deploygen/ are its own, and the application gets a variable HTTP_DEPLOYGEN_ASKED',
  },
  {
    id: 'lighttpd-page-of-503',
    summary:
      'shows the page of "maintenance" with 503, not with 500 and 504, unless 500.html and 504.html lie beside it; and any other STATUS.html in that folder',
  },
  {
    id: 'lighttpd-expires-304',
    summary: 'sends no Cache-Control with 304; clients keep that of the 200',
  },
  {
    id: 'lighttpd-compresses-whole',
    summary: 'compresses no response that comes piece by piece',
  },
  {
    id: 'lighttpd-server-port',
    summary: 'behind a trusted proxy SERVER_PORT is that of the connection, not 443 or 80',
    excuses: isPortOfConnection,
  },
  {
    id: 'lighttpd-proto-beside-for',
    summary: 'believes X-Forwarded-Proto of a trusted proxy only beside X-Forwarded-For',
    excuses: ({ request, expected }) =>
      expected.kind === 'application' &&
      request.forwarded?.proto !== undefined &&
      request.forwarded.for === undefined,
  },
  {
    id: 'lighttpd-trusted-client',
    summary:
      'takes the proxy for the client where X-Forwarded-For names nobody but trusted proxies',
    excuses: isProxyAsClient,
  },
  {
    id: 'lighttpd-client-ports',
    summary:
      'with "trusted_proxies", takes an address with a port in X-Forwarded-For (192.0.2.7:5678, [2001:db8::1]:44) for nothing and the proxy for the client',
  },
  {
    id: 'lighttpd-forwarded-headers',
    summary:
      'with "trusted_proxies", X-Forwarded-* and Forwarded do not reach the application, those of a trusted proxy neither',
  },
  {
    id: 'lighttpd-odd-spellings',
    summary:
      'takes every character in the name of a header that is no letter or digit for "_": with FastCGI a client\'s X.Forwarded.For arrives as HTTP_X_FORWARDED_FOR, with "trusted_proxies" too; REMOTE_ADDR stays right',
  },
  {
    id: 'lighttpd-tls-of-the-last',
    summary:
      'of several files with TLS at one address the last one says which versions and ciphers, and which certificate a client without a name gets',
  },
  {
    id: 'lighttpd-default-server',
    summary:
      'with "default_server", aliases and applications that the main configuration has for every name answer unknown ones, too',
  },
  {
    id: 'lighttpd-covered-hosts',
    summary:
      'of a wildcard in one descriptor and a name below it in another, both files hold for that name, the later one before the earlier: list the names in place of the wildcard',
  },
  {
    id: 'lighttpd-two-fragments',
    summary:
      'fragments of two descriptors do not compose where a mount of one lies in a mount of the other: the later file wins',
  },
];

const MALFORMED = /%(?![0-9A-Fa-f]{2})/;

/** Whether everything is right but how the query is spelt. */
function isQueryEncodedAnew({ expected, observed }: Judged): boolean {
  if (expected.kind === 'redirect') {
    return decodeLeniently(observed.location ?? '') === decodeLeniently(expected.location);
  }
  if (expected.kind !== 'application' || observed.application === null) return false;
  const sent = new Map(observed.application.variables);
  return (
    observed.application.name === expected.application.name.value &&
    Object.entries(expected.variables).every(([name, value]) =>
      name === 'QUERY_STRING'
        ? decodeLeniently(sent.get(name) ?? '') === decodeLeniently(value)
        : (sent.get(name) ?? '') === value,
    )
  );
}

/** Whether everything is right but how an application over http was told the URL. */
function isUrlEncodedAnew(judged: Judged): boolean {
  return isRightOverHttp(judged, (variable, got, value) => {
    if (variable !== 'REQUEST_URI' && variable !== 'QUERY_STRING') return false;
    const [wanted = ''] = value.split('#', 1);
    return decodeLeniently(got) === decodeLeniently(wanted);
  });
}

/** Whether everything is right but SERVER_PORT. */
function isPortOfConnection(judged: Judged): boolean {
  return judged.request.forwarded !== undefined && isRightBut(['SERVER_PORT'], judged);
}

/** Whether everything is right but that the other end of the connection is the client; SERVER_PORT is a limit of its own. */
function isProxyAsClient(judged: Judged): boolean {
  const { request, observed } = judged;
  const address = new Map(observed.application?.variables).get('REMOTE_ADDR');
  return (
    request.forwarded?.for !== undefined &&
    address === request.client &&
    isRightBut(['REMOTE_ADDR', 'SERVER_PORT'], judged)
  );
}

function isRightBut(names: readonly string[], { expected, observed }: Judged): boolean {
  if (expected.kind !== 'application') return false;
  const sent = new Map(observed.application?.variables);
  return Object.entries(expected.variables).every(
    ([name, value]) => names.includes(name) || (sent.get(name) ?? '') === value,
  );
}

function isUtf8(text: ByteString): boolean {
  const bytes = Uint8Array.from(text, (byte) => byte.charCodeAt(0));
  return !new TextDecoder().decode(bytes).includes('\ufffd');
}

/** Percent-decodes what can be decoded. */
function decodeLeniently(text: ByteString): ByteString {
  return text.replace(/%([0-9A-Fa-f]{2})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
}
