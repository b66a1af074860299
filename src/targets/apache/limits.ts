import type { Judged } from '../../core/judge.ts';
import { decode, normalise, splitTarget } from '../../core/request-path.ts';
import type { Limit } from '../../core/target.ts';
import { isRightOverHttp } from '../is-right-over-http.ts';

/** Measured on 2.4.71. */
export const limits: readonly Limit[] = [
  {
    id: 'apache-server-port',
    summary: 'SERVER_PORT is the port of the Host header, 80 where that has none',
  },
  {
    id: 'apache-other-scheme',
    summary:
      'of a request target of absolute form with another scheme than that of the connection the Host header counts, for the choice of the site, too',
  },
  {
    id: 'apache-dots-before-slashes',
    summary:
      'removes ".." while %2F is no slash yet, and once more when it is: /shop/a%2Fb/../c is /shop/c, not /shop/a/c',
  },
  {
    id: 'apache-mount-over-http',
    summary:
      'over http, where a client spells the mount otherwise (//shop/a, /%73hop/a), the application is told the URL normalised and percent-encoded anew',
    excuses: isMountSpeltAnew,
  },
  {
    id: 'apache-time-out-over-http',
    summary: 'over http, answers 502 after limits.read_timeout, not 504',
  },
  {
    id: 'apache-chunked-bodies',
    summary:
      'limits.body holds for bodies with a Content-Length only; chunked ones are collected in the folder TMPDIR, else /tmp',
  },
  {
    id: 'apache-repeated-cookies',
    summary: 'repeated request headers arrive joined with ", ", Cookie too, which wants "; "',
  },
  {
    id: 'apache-empty-response',
    summary: 'answers 200 with an empty body when the application ends without writing anything',
  },
  {
    id: 'apache-response-length',
    summary:
      'leaves out the Content-Length that the application gives a response, which is sent chunked',
  },
  {
    id: 'apache-late-truncation',
    summary:
      'on a connection that the client keeps open, a response that is cut half-way hangs until KeepAliveTimeout (5 s) before it shows',
  },
  {
    id: 'apache-response-headers',
    summary: 'answers 500 to a response header of more than 8 kB',
  },
  {
    id: 'apache-full-backlog',
    summary:
      'waits while the backlog of a unix socket is full, however long: limits.connect_timeout holds for TCP only',
  },
  {
    id: 'apache-long-names',
    summary:
      'sends no "headers" with 403 for a file name of more than 255 bytes, which no disk has',
    excuses: ({ request, observed }) =>
      observed.status === 403 &&
      /[^/]{256}/.test(decode(splitTarget(request.target)?.path ?? '') ?? ''),
  },
  {
    id: 'apache-control-characters',
    summary:
      'answers 403 to control characters in a path that falls through from a static folder to the application',
    excuses: ({ request, expected, observed }) =>
      observed.status === 403 &&
      expected.because.some(({ what }) => what.startsWith('fallthrough')) &&
      /[\x01-\x1f\x7f]/.test(decode(splitTarget(request.target)?.path ?? '') ?? ''),
  },
  {
    id: 'apache-retry-after',
    summary: "sends maintenance.retry_after with the application's own 502, 503 and 504, too",
  },
  {
    id: 'apache-client-ports',
    summary:
      'with "trusted_proxies", takes an address with a port in X-Forwarded-For (192.0.2.7:5678, [2001:db8::1]:44) for nothing and the proxy for the client',
  },
  {
    id: 'apache-redirect-behind-proxy',
    summary:
      'redirects plain HTTP to https also where a trusted proxy says that the client came by https, and TLS never, though the client came by http: let the proxy redirect and speak TLS, or switch tls.redirect off',
  },
  {
    id: 'apache-first-virtual-host',
    summary:
      'answers unknown hosts with the first virtual host of an address, whatever default_server says: name the file so that it is read first',
  },
  {
    id: 'apache-covered-hosts',
    summary:
      'of a wildcard in one descriptor and a name below it in another, the file that is read first has the requests, past a password of the other: let the one with the wildcard be read last',
  },
  {
    id: 'apache-two-fragments',
    summary:
      'where a mount of one descriptor lies in a mount of another, the file that is included later wins, and params and limits.body of the outer mount hold in the inner one too',
  },
];

/** Whether everything is right but REQUEST_URI, which leads to the same. */
function isMountSpeltAnew(judged: Judged): boolean {
  return isRightOverHttp(
    judged,
    (variable, got, wanted) => variable === 'REQUEST_URI' && pathOf(got) === pathOf(wanted),
  );
}

function pathOf(target: string): string | null {
  const path = decode(splitTarget(target)?.path ?? '');
  return path === null ? null : normalise(path).path;
}
